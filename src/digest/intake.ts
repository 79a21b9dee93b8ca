import { Temporal } from '@js-temporal/polyfill'
import type { Connection } from '../db/database.ts'
import type { Window } from '../time.ts'
import type { Intake } from './candidates.repository.ts'
import { findLastSent } from './issues.repository.ts'
import type { NewsletterRow } from './newsletters.repository.ts'
import { findFirstWindowStart } from './slots.repository.ts'

const mostWeeks = 4

/**
 * What the issue of a slot may be picked from: its week, any weeks before it that were promised and that no issue
 * told of (four at most), and what came after the freeze of the issue before.
 */
export async function intakeSinceLastSent(
  db: Connection,
  newsletter: Pick<NewsletterRow, 'id' | 'time_zone'>,
  week: Window,
): Promise<Intake> {
  const last = await findLastSent(db, newsletter.id, week.start)
  const untold = last?.windowEnd ?? (await findFirstWindowStart(db, newsletter.id)) ?? week.start
  const earliest = weeksBefore(week.start, mostWeeks - 1, newsletter.time_zone)
  const start = new Date(Math.min(Math.max(untold.getTime(), earliest.getTime()), week.start.getTime()))
  return { window: { start, end: week.end }, lastFrozenAt: last?.frozenAt ?? null }
}

/** By the calendar: a week in which the clock changes is an hour shorter or longer. */
function weeksBefore(at: Date, weeks: number, timeZone: string): Date {
  const then = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .subtract({ weeks })
  return new Date(then.epochMilliseconds)
}

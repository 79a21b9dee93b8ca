import type { Connection } from '../db/database.ts'
import type { Window } from '../time.ts'
import type { Intake } from './candidates.repository.ts'
import { findLastSent } from './issues.repository.ts'
import { findFirstWindow } from './slots.repository.ts'

const graceDays = 3
const mostWeeks = 4
const day = 86_400_000

/**
 * What the issue of a slot may be picked from: its week, the weeks before it that no issue told of (four in all at
 * most, and none from before the first promised slot), and articles that arrived too late for the issue before.
 */
export async function intakeSinceLastSent(
  db: Connection,
  newsletterId: number,
  week: Window,
): Promise<Intake> {
  const last = await findLastSent(db, newsletterId, week.start)
  const told = last?.windowEnd ?? (await findFirstWindow(db, newsletterId)) ?? week.start
  const earliest = new Date(week.start.getTime() - (mostWeeks - 1) * 7 * day)
  const start = new Date(Math.max(Math.min(told.getTime(), week.start.getTime()), earliest.getTime()))
  const publishedFrom = new Date(start.getTime() - graceDays * day)
  return {
    window: { start, end: week.end },
    late: last && { publishedFrom, seenAfter: last.frozenAt },
  }
}

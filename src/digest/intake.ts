import type { Connection } from '../db/database.ts'
import type { Window } from '../time.ts'
import type { Intake } from './candidates.repository.ts'
import { findLastSent } from './issues.repository.ts'

const graceDays = 3
const mostWeeks = 4
const day = 86_400_000

/**
 * What the issue of a slot may be picked from: its week, any weeks before it that no issue told of (four at most),
 * and articles that arrived too late for the issue before.
 */
export async function intakeSinceLastSent(
  db: Connection,
  newsletterId: number,
  week: Window,
): Promise<Intake> {
  const last = await findLastSent(db, newsletterId, week.start)
  if (!last) return { window: week, late: undefined }
  const earliest = new Date(week.start.getTime() - (mostWeeks - 1) * 7 * day)
  const start = last.windowEnd > earliest ? last.windowEnd : earliest
  const publishedFrom = new Date(start.getTime() - graceDays * day)
  return { window: { start, end: week.end }, late: { publishedFrom, seenAfter: last.frozenAt } }
}

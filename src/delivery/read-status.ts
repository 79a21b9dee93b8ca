import type { Database } from '../db/database.ts'
import type { DeliveryCounts, DeliveryState, Exclusion, IssueStatus } from '../db/values.ts'
import { getIssue } from '../digest/render-issue.ts'
import { countAudience } from './audience.repository.ts'
import { readCounts, readLateOutcomes, type LateOutcomes } from './books.repository.ts'

/** The books of an issue at one instant: the states add up to the audience. */
export interface IssueBooks extends Readonly<Record<DeliveryState, number>> {
  readonly id: number
  readonly slug: string
  readonly status: IssueStatus
  readonly reason: string | null
  readonly subject: string | null
  readonly audience: number
  /** Who subscribes and does not get it, by reason; null before the freeze. */
  readonly exclusions: Readonly<Partial<Record<Exclusion, number>>> | null
  /** Outcomes a second over the last minute or, of a fast send, ten seconds; 0 until there are enough to tell. */
  readonly ratePerSecond: number
  readonly etaSeconds: number | null
}

const none: Record<DeliveryState, number> = {
  pending: 0,
  attempted: 0,
  accepted: 0,
  rejected: 0,
  deferred: 0,
  unknown: 0,
  skipped: 0,
  expired: 0,
}

/** Reads the books of an issue from the ledger; before the freeze the audience is who would get it now. */
export async function readStatus(db: Database, issueId: number): Promise<IssueBooks> {
  const issue = await getIssue(db, issueId)
  const counts: DeliveryCounts = issue.totals ?? (await readCounts(db, issue.id))
  const books = { ...none, ...counts }
  const ratePerSecond = rateOf(await readLateOutcomes(db, issue.id))
  const left = books.pending + books.attempted
  return {
    id: issue.id,
    slug: issue.slug,
    status: issue.status,
    reason: issue.reason,
    subject: issue.subject,
    audience: issue.audience ?? (await countAudience(db, issue.newsletter_id, new Date())),
    exclusions: issue.exclusions,
    ...books,
    ratePerSecond,
    etaSeconds: ratePerSecond > 0 ? Math.ceil(left / ratePerSecond) : null,
  }
}

/** What a rate is told from at least: a handful of mails in a blink says nothing of the next thousand. */
const enough = { outcomes: 20, seconds: 2 }

export function rateOf({ outcomes, seconds }: LateOutcomes): number {
  if (outcomes < enough.outcomes || seconds < enough.seconds) return 0
  return Math.round((outcomes / seconds) * 10) / 10
}

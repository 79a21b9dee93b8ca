import type { Database } from '../db/database.ts'
import type { DeliveryState, IssueStatus } from '../db/values.ts'
import { getIssue } from '../digest/render-issue.ts'
import { countAudience } from './audience.repository.ts'
import { readBooks } from './deliveries.repository.ts'

/** The books of an issue at one instant: the states add up to the audience. */
export interface IssueBooks extends Readonly<Record<DeliveryState, number>> {
  readonly id: number
  readonly slug: string
  readonly status: IssueStatus
  readonly reason: string | null
  readonly subject: string | null
  readonly audience: number
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
  const { counts, lastMinute } = await readBooks(db, issue.id)
  const books = { ...none, ...counts }
  const ratePerSecond = Math.round((lastMinute / 60) * 10) / 10
  const left = books.pending + books.attempted
  return {
    id: issue.id,
    slug: issue.slug,
    status: issue.status,
    reason: issue.reason,
    subject: issue.subject,
    audience: issue.audience ?? (await countAudience(db, issue.newsletter_id)),
    ...books,
    ratePerSecond,
    etaSeconds: ratePerSecond > 0 ? Math.ceil(left / ratePerSecond) : null,
  }
}

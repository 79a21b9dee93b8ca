import type { DatabaseTransaction } from '../db/database.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { insertChunks, insertPartition, snapshotAudience } from './audience.repository.ts'

/** Recipients a worker holds under one lease. */
const chunkSize = 500

/**
 * Writes down everyone who gets an issue, as deliveries numbered from 1 without a gap and chunks that may go out
 * from `sendAt` on, and returns how many there are. The caller's transaction makes it happen once.
 */
export async function planAudience(trx: DatabaseTransaction, issue: IssueRow, sendAt: Date): Promise<number> {
  await insertPartition(trx, issue.id)
  const audience = await snapshotAudience(trx, issue)
  await insertChunks(trx, { issueId: issue.id, audience, chunkSize, notBefore: sendAt })
  return audience
}

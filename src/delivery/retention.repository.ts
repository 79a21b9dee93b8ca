import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { DeliveryCounts } from '../db/values.ts'
import { partitionName } from './partition-name.ts'

/** Issues that ended so long ago that their newsletter keeps their recipients no more. */
export async function listOutlived(db: Connection, now: Date): Promise<{ id: number }[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT issue.id FROM issue JOIN newsletter ON newsletter.id = issue.newsletter_id
    WHERE issue.status IN ('done', 'cancelled') AND issue.frozen_at IS NOT NULL AND issue.totals IS NULL
      AND coalesce(issue.done_at, issue.frozen_at) < ${now}::timestamptz - newsletter.retention_days * interval '1 day'
      AND NOT EXISTS (SELECT FROM chunk WHERE chunk.issue_id = issue.id AND chunk.done_at IS NULL)
    ORDER BY issue.id`.execute(db)
  return rows
}

/** Keeps the totals of an issue and drops everything about its single recipients. */
export async function replaceByTotals(
  trx: DatabaseTransaction,
  issueId: number,
  totals: DeliveryCounts,
): Promise<void> {
  // The whole ledger is locked for an instant: better another day than that everyone waits for a long reader.
  await sql`SET LOCAL lock_timeout = '2s'`.execute(trx)
  await sql`DROP TABLE IF EXISTS ${sql.table(partitionName(issueId))}`.execute(trx)
  await trx.deleteFrom('delivery_retry').where('issue_id', '=', issueId).execute()
  await trx.deleteFrom('chunk').where('issue_id', '=', issueId).execute()
  await trx
    .updateTable('issue')
    .set({ totals: JSON.stringify(totals) })
    .where('id', '=', issueId)
    .execute()
}

import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'

/** An issue whose first recipients are attempted is being sent. */
export async function markSending(db: Connection, issueId: number): Promise<void> {
  await db
    .updateTable('issue')
    .set({ status: 'sending' })
    .where('id', '=', issueId)
    .where('status', '=', 'frozen')
    .execute()
}

/** Brings the state of an issue up to its chunks: `done` when none is open, `settling` when only retries are left. */
export async function settleIssue(db: Connection, issueId: number): Promise<void> {
  await sql`
    UPDATE issue
    SET status = CASE WHEN EXISTS (SELECT FROM chunk WHERE chunk.issue_id = issue.id AND chunk.done_at IS NULL)
        THEN 'settling' ELSE 'done' END,
      done_at = CASE WHEN EXISTS (SELECT FROM chunk WHERE chunk.issue_id = issue.id AND chunk.done_at IS NULL)
        THEN NULL ELSE clock_timestamp() END
    WHERE id = ${issueId} AND status IN ('sending', 'settling')
      AND NOT EXISTS (SELECT FROM delivery WHERE delivery.issue_id = issue.id AND delivery.state = 'pending')`.execute(
    db,
  )
}

/** Issues that are on their way. */
export async function listMovingIssues(db: Connection): Promise<{ id: number }[]> {
  return db.selectFrom('issue').select('id').where('status', 'in', ['sending', 'settling']).execute()
}

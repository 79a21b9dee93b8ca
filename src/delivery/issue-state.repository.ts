import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { IssueStatus } from '../db/values.ts'
import { movingStatuses } from './issue-states.ts'

/** An issue whose first recipients are attempted is being sent. */
export async function markSending(db: Connection, issueId: number): Promise<void> {
  await db
    .updateTable('issue')
    .set({ status: 'sending' })
    .where('id', '=', issueId)
    .where('status', '=', 'frozen')
    .execute()
}

const openChunk = sql`SELECT FROM chunk WHERE chunk.issue_id = issue.id AND chunk.done_at IS NULL`

/** Brings the state of an issue up to its chunks: `done` when none is open, `settling` when only retries are left. */
export async function settleIssue(db: Connection, issueId: number): Promise<void> {
  await sql`
    UPDATE issue
    SET status = CASE WHEN EXISTS (${openChunk}) THEN 'settling' ELSE 'done' END,
      done_at = CASE WHEN EXISTS (${openChunk}) THEN NULL ELSE clock_timestamp() END
    WHERE id = ${issueId} AND status IN ('sending', 'settling')
      AND NOT EXISTS (${openChunk} AND (chunk.counts IS NULL OR chunk.counts ? 'pending'))
      AND (status = 'sending' OR NOT EXISTS (${openChunk}))`.execute(db)
}

/** Issues that are on their way. */
export async function listMovingIssues(db: Connection): Promise<{ id: number }[]> {
  return db
    .selectFrom('issue')
    .select('id')
    .where('status', 'in', [...movingStatuses])
    .execute()
}

/** Tells of an issue that it does not get on, or that it does again; one that is not on its way keeps its reason. */
export async function setMovingReason(db: Connection, issueId: number, reason: string | null): Promise<void> {
  await db
    .updateTable('issue')
    .set({ reason })
    .where('id', '=', issueId)
    .where('status', 'in', [...movingStatuses])
    .execute()
}

/** Moves an issue from the status it was seen in; false when it has moved since. */
export async function moveIssue(
  db: Connection,
  issue: { readonly id: number; readonly status: IssueStatus },
  to: { readonly status: IssueStatus; readonly reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('issue')
    .set({ ...to, ...(to.status !== 'done' && { done_at: null }) })
    .where('id', '=', issue.id)
    .where('status', '=', issue.status)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Holds an issue that is on its way, with the reason and what releases it; one that is not stays as it is. */
export async function holdIssue(db: Connection, issueId: number, reason: string): Promise<void> {
  await db
    .updateTable('issue')
    .set({ status: 'held', reason })
    .where('id', '=', issueId)
    .where('status', 'in', [...movingStatuses])
    .execute()
}

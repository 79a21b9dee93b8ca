import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { DeliveryState } from '../db/values.ts'
import type { Claim } from './chunks.repository.ts'

/** Passes over the recipients of a chunk who are not mailed any more, and returns how many. */
export async function skipRecipients(db: Connection, claim: Claim, phase: string): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH put_off AS (
      DELETE FROM delivery_retry
      WHERE issue_id = ${claim.issueId} AND seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
    )
    UPDATE delivery
    SET state = 'skipped', phase = ${phase}, epoch = ${claim.epoch}, finished_at = clock_timestamp()
    WHERE issue_id = ${claim.issueId} AND seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
      AND state IN ('pending', 'deferred')`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** States that a recipient can be tried again from. */
export const retryableStates = ['rejected', 'expired', 'unknown'] as const satisfies readonly DeliveryState[]
export type RetryableState = (typeof retryableStates)[number]

/** Opens the recipients of an issue that ended in one of these states, with their chunks, and returns how many. */
export async function reopenRecipients(
  db: Connection,
  issueId: number,
  { states, now }: { states: readonly RetryableState[]; now: Date },
): Promise<number> {
  const { rows } = await sql<{ reopened: number }>`
    WITH reopened AS (
      UPDATE delivery SET state = 'pending', phase = NULL, attempt = 0, deferred_at = NULL, finished_at = NULL
      WHERE issue_id = ${issueId} AND state = ANY(${[...states]}::text[])
      RETURNING seq
    ), opened AS (
      UPDATE chunk SET done_at = NULL, not_before = ${now}, counts = NULL
      WHERE issue_id = ${issueId}
        AND EXISTS (SELECT FROM reopened WHERE reopened.seq BETWEEN chunk.seq_from AND chunk.seq_to)
    )
    SELECT count(*) AS reopened FROM reopened`.execute(db)
  return rows[0]?.reopened ?? 0
}

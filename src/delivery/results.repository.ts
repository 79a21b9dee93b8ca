import { sql, type RawBuilder } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { DeliveryState } from '../db/values.ts'
import { partitionName } from './partition-name.ts'

/** What the ledger keeps of an attempt. */
export interface Result {
  readonly seq: number
  /** Which attempt it was: an older one of the same recipient is not answered by it. */
  readonly attempt: number
  /** `pending` when the attempt does not count, `attempted` while its outcome is in doubt. */
  readonly state: Exclude<DeliveryState, 'skipped'>
  readonly phase: string | null
  readonly code: number | null
  readonly response: string | null
  readonly retryAt: Date | null
  readonly deferredAt: Date | null
}

/** Whose results they are: attempts of this epoch and no other. */
export interface Epoch {
  readonly issueId: number
  readonly epoch: number
}

/** Writes the results of attempts of an epoch and returns how many; what has another epoch is left alone. */
export async function recordResults(
  db: Connection,
  epoch: Epoch,
  results: readonly Result[],
): Promise<number> {
  const { rows } = await sql<{ recorded: number }>`
    WITH ${recordedCtes(epoch, results)} SELECT count(*) AS recorded FROM recorded`.execute(db)
  return rows[0]?.recorded ?? 0
}

/**
 * Common table expressions of which `recorded` has a row for each result that was written. The numbers are named a
 * second time, as an array, so that a partition without statistics is not read from end to end.
 */
export function recordedCtes({ issueId, epoch }: Epoch, results: readonly Result[]): RawBuilder<unknown> {
  const seqs = results.map(({ seq }) => seq)
  return sql`result AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
        AS r(seq integer, attempt smallint, state text, phase text, code smallint, response text,
          "retryAt" timestamptz, "deferredAt" timestamptz)
    ), recorded AS (
      UPDATE ${sql.table(partitionName(issueId))} AS delivery
      SET state = result.state, phase = result.phase, code = result.code, response = result.response,
        attempt = delivery.attempt - CASE WHEN result.state = 'pending' THEN 1 ELSE 0 END,
        deferred_at = coalesce(result."deferredAt", delivery.deferred_at),
        finished_at = CASE WHEN result.state IN ('pending', 'attempted', 'deferred') THEN NULL
          ELSE clock_timestamp() END
      FROM result
      WHERE delivery.issue_id = ${issueId}::integer AND delivery.seq = ANY(${seqs}::integer[])
        AND delivery.seq = result.seq AND delivery.state = 'attempted'
        AND delivery.epoch = ${epoch}::integer AND delivery.attempt = result.attempt
      RETURNING delivery.seq
    ), retried AS (
      INSERT INTO delivery_retry (issue_id, seq, next_at)
      SELECT ${issueId}::integer, result.seq, result."retryAt" FROM result JOIN recorded USING (seq)
      WHERE result."retryAt" IS NOT NULL
      ON CONFLICT (issue_id, seq) DO UPDATE SET next_at = excluded.next_at
    )`
}

/** Puts back the recipients of an epoch who were taken after a number and never mailed. */
export async function putBackTaken(
  db: Connection,
  epoch: Epoch,
  range: { after: number; to: number },
): Promise<void> {
  await sql`
    UPDATE ${sql.table(partitionName(epoch.issueId))} AS delivery SET state = 'pending', attempt = attempt - 1
    WHERE issue_id = ${epoch.issueId} AND seq > ${range.after} AND seq <= ${range.to}
      AND state = 'attempted' AND epoch = ${epoch.epoch}`.execute(db)
}

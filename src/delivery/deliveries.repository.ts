import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { DeliveryState } from '../db/values.ts'
import type { Claim } from './chunks.repository.ts'

/** One recipient whose attempt is on record: from here on a mail may be on its way. */
export interface Attempt {
  readonly seq: number
  readonly attempt: number
  readonly subscriberId: number
  readonly email: string
  readonly consentAt: Date
  readonly consentSource: string
}

/**
 * Marks the next recipients of a chunk as attempted, or as skipped when they have left, are suppressed or bounced
 * since the freeze, and returns those to mail. One statement, committed before any mail goes out; none when the
 * lease is lost, the issue is stopped, or nothing is due.
 */
export async function takeBatch(
  db: Connection,
  claim: Claim,
  { size, now }: { size: number; now: Date },
): Promise<Attempt[]> {
  const { rows } = await sql<Attempt & { state: DeliveryState }>`
    WITH held AS (
      SELECT chunk.issue_id, issue.newsletter_id FROM chunk JOIN issue ON issue.id = chunk.issue_id
      WHERE chunk.issue_id = ${claim.issueId} AND chunk.n = ${claim.n} AND chunk.epoch = ${claim.epoch}
        AND chunk.lease_until > clock_timestamp() AND issue.status IN ('frozen', 'sending', 'settling')
      FOR SHARE OF chunk
    ), due AS (
      SELECT delivery.seq, delivery.subscriber_id, held.newsletter_id
      FROM held JOIN delivery ON delivery.issue_id = held.issue_id
      WHERE delivery.issue_id = ${claim.issueId} AND delivery.seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
        AND (delivery.state = 'pending' OR (delivery.state = 'deferred' AND EXISTS (
          SELECT FROM delivery_retry retry
          WHERE retry.issue_id = delivery.issue_id AND retry.seq = delivery.seq AND retry.next_at <= ${now})))
      ORDER BY delivery.seq
      LIMIT ${size}
      FOR UPDATE OF delivery
    ), person AS (
      SELECT due.seq, subscriber.email, subscription.consent_at, subscription.consent_source,
        subscription.status = 'active' AND subscriber.status = 'active' AND suppression.address_hmac IS NULL AS wanted
      FROM due
      LEFT JOIN subscriber ON subscriber.id = due.subscriber_id
      LEFT JOIN subscription ON subscription.subscriber_id = due.subscriber_id
        AND subscription.newsletter_id = due.newsletter_id
      LEFT JOIN suppression ON suppression.address_hmac = subscriber.address_hmac
    ), answered AS (
      DELETE FROM delivery_retry USING due
      WHERE delivery_retry.issue_id = ${claim.issueId} AND delivery_retry.seq = due.seq
    )
    UPDATE delivery
    SET state = CASE WHEN person.wanted IS TRUE THEN 'attempted' ELSE 'skipped' END,
      epoch = ${claim.epoch},
      attempt = delivery.attempt + CASE WHEN person.wanted IS TRUE THEN 1 ELSE 0 END,
      attempted_at = CASE WHEN person.wanted IS TRUE THEN clock_timestamp() ELSE delivery.attempted_at END,
      finished_at = CASE WHEN person.wanted IS TRUE THEN NULL ELSE clock_timestamp() END
    FROM person
    WHERE delivery.issue_id = ${claim.issueId} AND delivery.seq = person.seq
    RETURNING delivery.seq, delivery.state, delivery.attempt, delivery.subscriber_id AS "subscriberId",
      person.email, person.consent_at AS "consentAt", person.consent_source AS "consentSource"`.execute(db)
  return rows.filter((row) => row.state === 'attempted')
}

/** What the ledger keeps of an attempt. */
export interface Result {
  readonly seq: number
  readonly state: Exclude<DeliveryState, 'pending' | 'attempted' | 'skipped'>
  readonly phase: string | null
  readonly code: number | null
  readonly response: string
  readonly retryAt: Date | null
}

/** Writes the results of attempts of this epoch and returns how many; fewer than given means that the lease is lost. */
export async function recordResults(
  db: Connection,
  claim: Claim,
  results: readonly Result[],
): Promise<number> {
  const { rows } = await sql<{ recorded: number }>`
    WITH result AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
        AS r(seq integer, state text, phase text, code smallint, response text, "retryAt" timestamptz)
    ), recorded AS (
      UPDATE delivery
      SET state = result.state, phase = result.phase, code = result.code, response = result.response,
        finished_at = CASE WHEN result.state = 'deferred' THEN NULL ELSE clock_timestamp() END
      FROM result
      WHERE delivery.issue_id = ${claim.issueId} AND delivery.seq = result.seq
        AND delivery.state = 'attempted' AND delivery.epoch = ${claim.epoch}
      RETURNING delivery.seq
    ), retried AS (
      INSERT INTO delivery_retry (issue_id, seq, next_at)
      SELECT ${claim.issueId}, result.seq, result."retryAt" FROM result JOIN recorded USING (seq)
      WHERE result."retryAt" IS NOT NULL
      ON CONFLICT (issue_id, seq) DO UPDATE SET next_at = excluded.next_at
    )
    SELECT count(*) AS recorded FROM recorded`.execute(db)
  return rows[0]?.recorded ?? 0
}

/**
 * Settles attempts whose worker died before it could tell: sent again or left as unknown, by the issue's policy.
 * While the worker may still be alive only attempts older than `olderThanSeconds` count as dead.
 */
export async function settleDoubt(db: Connection, claim: Claim, olderThanSeconds: number): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE delivery
    SET state = CASE WHEN issue.unknown_policy = 'leave' THEN 'unknown' ELSE 'pending' END,
      phase = 'worker-died', epoch = ${claim.epoch},
      finished_at = CASE WHEN issue.unknown_policy = 'leave' THEN clock_timestamp() END
    FROM issue
    WHERE issue.id = delivery.issue_id AND delivery.issue_id = ${claim.issueId}
      AND delivery.seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
      AND delivery.state = 'attempted' AND delivery.epoch < ${claim.epoch}
      AND delivery.attempted_at <= clock_timestamp() - ${olderThanSeconds} * interval '1 second'`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** How many recipients of an issue are in each state, and how many were answered for in the last minute. */
export interface Books {
  readonly counts: Readonly<Partial<Record<DeliveryState, number>>>
  readonly lastMinute: number
}

export async function readBooks(db: Connection, issueId: number): Promise<Books> {
  const { rows } = await sql<{ state: DeliveryState; total: number; recent: number }>`
    SELECT state, count(*) AS total,
      count(*) FILTER (WHERE finished_at > clock_timestamp() - interval '60 seconds' AND state <> 'skipped') AS recent
    FROM delivery WHERE issue_id = ${issueId} GROUP BY state`.execute(db)
  return {
    counts: Object.fromEntries(rows.map((row) => [row.state, row.total])),
    lastMinute: rows.reduce((sum, row) => sum + row.recent, 0),
  }
}

import { sql, type CompiledQuery } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../db/database.ts'
import type { DeliveryState } from '../db/values.ts'
import { isSubscribed } from '../subscribers/wanted.repository.ts'
import type { Claim } from './chunks.repository.ts'
import { movingStatuses } from './issue-states.ts'
import { partitionName } from './partition-name.ts'
import { recordedCtes, type Result } from './results.repository.ts'

/** One recipient whose attempt is on record: from here on a mail may be on its way. */
export interface Attempt {
  readonly seq: number
  readonly attempt: number
  readonly subscriberId: number
  readonly email: string
  readonly consentAt: Date
  readonly consentSource: string
  /** When the recipient was put off for the first time. */
  readonly deferredAt: Date | null
}

/** What goes into the ledger with one statement, and what is wanted of it. */
interface Exchange {
  readonly claim: Claim
  readonly leaseSeconds: number
  /** Outcomes of the attempts that were taken before. */
  readonly results: readonly Result[]
  /** The last number that was taken; the next recipients come after it. */
  readonly after: number
  /** How many recipients to take at most; none ends the run. */
  readonly size: number
  readonly now: Date
}

export interface Exchanged {
  /** How many outcomes were written; fewer than given means that the lease is lost. */
  readonly recorded: number
  /** Whether the lease is still ours, renewed, and the issue may still be sent. */
  readonly held: boolean
  /** The last number taken, be it to be mailed or passed over. */
  readonly last: number
  readonly attempts: readonly Attempt[]
}

/** The two sides of every micro-batch, prepared once for each connection and issue. */
export interface Ledger {
  /**
   * Writes the outcomes of the last batch under its epoch and commits the next recipients as attempted, or as skipped
   * when they have left, paused, bounced or are suppressed: one statement, one commit, one round trip.
   */
  exchange(exchange: Exchange): Promise<Exchanged>
}

export function openLedger(db: Database, pool: Pool): Ledger {
  return {
    async exchange(exchange) {
      const { sql: text, parameters } = exchangeStatement(exchange).compile(db) as CompiledQuery
      const name = `exchange-${exchange.claim.issueId}`
      const { rows } = await pool.query<Row>({ name, text, values: [...parameters] })
      return readRows(rows, exchange.after)
    },
  }
}

interface Row extends Attempt {
  readonly recorded: number
  readonly held: number
  readonly state: DeliveryState | null
}

function readRows(rows: readonly Row[], after: number): Exchanged {
  const touched = rows.filter((row) => row.state !== null)
  return {
    recorded: rows[0]?.recorded ?? 0,
    held: rows[0]?.held === 1,
    last: touched.reduce((last, row) => Math.max(last, row.seq), after),
    attempts: touched.filter((row) => row.state === 'attempted'),
  }
}

/** The partition is named, not found: nothing is planned for other issues, and one that is missing is an error. */
function exchangeStatement({ claim, leaseSeconds, results, after, size, now }: Exchange) {
  const partition = sql.table(partitionName(claim.issueId))
  const { issueId, n, epoch } = claim
  return sql<Row>`
    WITH ${recordedCtes({ issueId, epoch }, results)},
    held AS (
      UPDATE chunk SET lease_until = clock_timestamp() + ${leaseSeconds}::float8 * interval '1 second'
      FROM issue
      WHERE issue.id = chunk.issue_id AND chunk.issue_id = ${issueId}::integer AND chunk.n = ${n}::integer
        AND chunk.epoch = ${epoch}::integer AND chunk.done_at IS NULL AND chunk.lease_until > clock_timestamp()
        AND issue.status IN (${sql.join(movingStatuses.map((status) => sql.lit(status)))})
      RETURNING issue.newsletter_id
    ), due AS (
      SELECT delivery.seq, delivery.subscriber_id, delivery.state, held.newsletter_id
      FROM held CROSS JOIN ${partition} AS delivery
      WHERE delivery.issue_id = ${issueId}::integer
        AND delivery.seq > ${after}::integer AND delivery.seq <= ${claim.seqTo}::integer
        AND (delivery.state = 'pending' OR (delivery.state = 'deferred' AND EXISTS (
          SELECT FROM delivery_retry retry
          WHERE retry.issue_id = delivery.issue_id AND retry.seq = delivery.seq AND retry.next_at <= ${now})))
      ORDER BY delivery.seq
      LIMIT ${size}::integer
    ), person AS (
      SELECT due.seq, subscriber.email, subscription.consent_at, subscription.consent_source,
        ${isSubscribed(now)} AND subscriber.status = 'active' AND suppression.address_hmac IS NULL AS wanted
      FROM due
      LEFT JOIN subscriber ON subscriber.id = due.subscriber_id
      LEFT JOIN subscription ON subscription.subscriber_id = due.subscriber_id
        AND subscription.newsletter_id = due.newsletter_id
      LEFT JOIN suppression ON suppression.address_hmac = subscriber.address_hmac
    ), answered AS (
      DELETE FROM delivery_retry retry USING due
      WHERE due.state = 'deferred' AND retry.issue_id = ${issueId}::integer AND retry.seq = due.seq
    ), taken AS (
      UPDATE ${partition} AS delivery
      SET state = CASE WHEN person.wanted IS TRUE THEN 'attempted' ELSE 'skipped' END,
        epoch = ${epoch}::integer,
        phase = NULL,
        attempt = delivery.attempt + CASE WHEN person.wanted IS TRUE THEN 1 ELSE 0 END,
        attempted_at = CASE WHEN person.wanted IS TRUE THEN clock_timestamp() ELSE delivery.attempted_at END,
        finished_at = CASE WHEN person.wanted IS TRUE THEN NULL ELSE clock_timestamp() END
      FROM person
      WHERE delivery.issue_id = ${issueId}::integer AND delivery.seq = person.seq
      RETURNING delivery.seq, delivery.state, delivery.attempt, delivery.subscriber_id AS "subscriberId",
        delivery.deferred_at AS "deferredAt", person.email, person.consent_at AS "consentAt",
        person.consent_source AS "consentSource"
    )
    SELECT (SELECT count(*)::integer FROM recorded) AS recorded, (SELECT count(*)::integer FROM held) AS held, taken.*
    FROM (VALUES (1)) AS always (one) LEFT JOIN taken ON true
    ORDER BY taken.seq`
}

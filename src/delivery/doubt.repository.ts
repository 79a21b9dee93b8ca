import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Claim } from './chunks.repository.ts'
import { noAnswer } from './plan-result.ts'

/** Someone of whom it is not known whether the mail server took the mail. */
export interface DoubtfulRow {
  readonly seq: number
  readonly subscriberId: number
}

/** How old an attempt must be for its outcome to count as lost, in seconds. */
export interface DoubtAge {
  /** Of a worker that may still be alive. */
  readonly unheard: number
  /** Of one that told that no answer came. */
  readonly unanswered: number
}

const isDoubtful = (claim: Claim, age: DoubtAge) => sql<boolean>`
  delivery.issue_id = ${claim.issueId} AND delivery.seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
  AND delivery.state = 'attempted' AND delivery.epoch < ${claim.epoch}
  AND delivery.attempted_at <= clock_timestamp() - interval '1 second'
    * CASE WHEN delivery.phase = ${noAnswer} THEN ${age.unanswered}::integer ELSE ${age.unheard}::integer END`

/** Recipients of a chunk whose last attempt was made under an older epoch and never answered for. */
export async function listDoubtful(db: Connection, claim: Claim, age: DoubtAge): Promise<DoubtfulRow[]> {
  const { rows } = await sql<DoubtfulRow>`
    SELECT delivery.seq, delivery.subscriber_id AS "subscriberId" FROM delivery
    WHERE ${isDoubtful(claim, age)} ORDER BY delivery.seq`.execute(db)
  return rows
}

/** What was learnt of doubtful recipients, by their numbers; of all others the policy decides. */
export interface Learnt {
  readonly accepted: readonly number[]
  readonly notAccepted: readonly number[]
  /** Everyone who was asked about; null when nobody can be asked, so that all are settled. */
  readonly asked: readonly number[] | null
}

/** Settles doubt: by what was learnt, else sent again or left as unknown, as the policy of the issue says. */
export async function writeSettled(
  db: Connection,
  claim: Claim,
  { age, learnt }: { age: DoubtAge; learnt: Learnt },
): Promise<number> {
  const isAsked = learnt.asked
    ? sql<boolean>`delivery.seq = ANY(${[...learnt.asked]}::integer[])`
    : sql<boolean>`true`
  const { numAffectedRows } = await sql`
    WITH verdict AS (
      SELECT delivery.seq, CASE
        WHEN delivery.seq = ANY(${[...learnt.accepted]}::integer[]) THEN 'accepted'
        WHEN delivery.seq = ANY(${[...learnt.notAccepted]}::integer[]) THEN 'pending'
        WHEN issue.unknown_policy = 'leave' OR issue.status = 'cancelled' THEN 'unknown'
        ELSE 'pending' END AS state
      FROM delivery JOIN issue ON issue.id = delivery.issue_id
      WHERE ${isDoubtful(claim, age)} AND ${isAsked}
    )
    UPDATE delivery
    SET state = verdict.state, epoch = ${claim.epoch}, phase = coalesce(delivery.phase, 'worker-died'),
      finished_at = CASE WHEN verdict.state <> 'pending' THEN clock_timestamp() END
    FROM verdict WHERE delivery.issue_id = ${claim.issueId} AND delivery.seq = verdict.seq`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

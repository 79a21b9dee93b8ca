import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { IssueRow } from '../digest/issues.repository.ts'

/** Makes the part of the ledger that holds one issue; retention drops it whole. */
export async function insertPartition(trx: DatabaseTransaction, issueId: number): Promise<void> {
  const name = sql.id(`delivery_${issueId}`)
  // Attaching a table locks the ledger far less than creating a partition in place would.
  await sql`CREATE TABLE ${name} (LIKE delivery INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = 70)`.execute(
    trx,
  )
  await sql`ALTER TABLE ${name} ADD CHECK (issue_id = ${sql.lit(issueId)})`.execute(trx)
  await sql`ALTER TABLE delivery ATTACH PARTITION ${name} FOR VALUES IN (${sql.lit(issueId)})`.execute(trx)
}

const wanted = sql`subscription.status = 'active' AND subscriber.status = 'active' AND NOT EXISTS (
  SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac)`

/** Snapshots everyone who wants an issue, in one statement, and returns how many they are. */
export async function snapshotAudience(trx: DatabaseTransaction, issue: IssueRow): Promise<number> {
  const { numAffectedRows } = await sql`
    INSERT INTO delivery (issue_id, seq, subscriber_id)
    SELECT ${issue.id}, row_number() OVER (ORDER BY subscriber.id), subscriber.id
    FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.newsletter_id = ${issue.newsletter_id} AND ${wanted}`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** How many would get an issue of a newsletter that is frozen now. */
export async function countAudience(db: Connection, newsletterId: number): Promise<number> {
  const { rows } = await sql<{ audience: number }>`
    SELECT count(*) AS audience
    FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.newsletter_id = ${newsletterId} AND ${wanted}`.execute(db)
  return rows[0]?.audience ?? 0
}

export interface ChunkPlan {
  readonly issueId: number
  readonly audience: number
  readonly chunkSize: number
  readonly notBefore: Date
}

/** Cuts an audience into chunks of consecutive numbers. */
export async function insertChunks(trx: DatabaseTransaction, plan: ChunkPlan): Promise<void> {
  await sql`
    INSERT INTO chunk (issue_id, n, seq_from, seq_to, not_before)
    SELECT ${plan.issueId}, n, (n - 1) * ${plan.chunkSize}::integer + 1,
      least(n * ${plan.chunkSize}::integer, ${plan.audience}::integer), ${plan.notBefore}
    FROM generate_series(1, ceil(${plan.audience}::numeric / ${plan.chunkSize}::numeric)::integer) AS n`.execute(
    trx,
  )
}

import { sql, type RawBuilder } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Exclusion } from '../db/values.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { isSubscribed } from '../subscribers/wanted.repository.ts'
import { partitionName } from './partition-name.ts'

/**
 * Makes the table for the recipients of one issue, without indexes: they are built at once when it is attached, which
 * is several times faster than row by row.
 */
export async function createPartition(trx: DatabaseTransaction, issueId: number): Promise<void> {
  const name = sql.table(partitionName(issueId))
  // Room for both new versions of every row of a batch on its own page: no update touches an index then (HOT).
  await sql`CREATE TABLE ${name} (LIKE delivery INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = 33)`.execute(
    trx,
  )
  // With this check, attaching it does not read it again.
  await sql`ALTER TABLE ${name} ADD CHECK (issue_id = ${sql.lit(issueId)})`.execute(trx)
}

/** Attaches the table as a partition of the ledger; retention drops it whole. */
export async function attachPartition(trx: DatabaseTransaction, issueId: number): Promise<void> {
  const name = sql.table(partitionName(issueId))
  await sql`ALTER TABLE delivery ATTACH PARTITION ${name} FOR VALUES IN (${sql.lit(issueId)})`.execute(trx)
}

/** A zone and an hour that readers chose; null stands for the newsletter's. */
export interface ReaderHour {
  readonly zone: string | null
  readonly hour: number | null
}

export async function listReaderHours(db: Connection, newsletterId: number): Promise<ReaderHour[]> {
  const { rows } = await sql<ReaderHour>`
    SELECT DISTINCT subscriber.time_zone AS zone, subscription.send_hour AS hour
    FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.newsletter_id = ${newsletterId}`.execute(db)
  return rows
}

/** When readers of a zone and hour may get an issue. */
export interface Departure extends ReaderHour {
  readonly notBefore: Date
}

/** Whom an issue is for, and what decides it. */
export interface AudienceOrder {
  readonly issue: Pick<IssueRow, 'id' | 'newsletter_id'>
  readonly sendAt: Date
  /** Issues that monthly readers may have had this month already. */
  readonly sameMonth: readonly number[]
  /** For readers of none of these zones and hours it is `sendAt`. */
  readonly departures: readonly Departure[]
}

const isSuppressed = sql<boolean>`EXISTS (
  SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac)`

/** Why a subscription gets no issue that is sent at a time; null when it gets it. */
function exclusion(sendAt: Date, sameMonth: readonly number[]): RawBuilder<Exclusion | null> {
  return sql<Exclusion | null>`CASE
    WHEN subscription.status IN ('pending', 'unsubscribed') THEN subscription.status
    WHEN subscriber.status <> 'active' THEN subscriber.status
    WHEN ${isSuppressed} THEN 'suppressed'
    WHEN NOT ${isSubscribed(sendAt)} THEN 'paused'
    WHEN subscription.frequency = 'monthly' AND EXISTS (
      SELECT FROM delivery WHERE delivery.issue_id = ANY(${[...sameMonth]}::integer[])
        AND delivery.subscriber_id = subscription.subscriber_id AND delivery.state <> 'skipped') THEN 'monthly'
    END`
}

/** Subscriptions with the same fate: left out for a reason, or in the issue from an instant on. */
export interface AudienceGroup {
  readonly exclusion: Exclusion | null
  readonly notBefore: Date
  readonly people: number
  /** All subscriptions of the newsletter, at the same instant. */
  readonly candidates: number
}

/**
 * Snapshots everyone who gets an issue into its table, numbered from 1 without a gap in the order in which they may
 * get it, and tells of all subscriptions what became of them. One statement: one instant.
 */
export async function snapshotAudience(
  trx: DatabaseTransaction,
  { issue, sendAt, sameMonth, departures }: AudienceOrder,
): Promise<AudienceGroup[]> {
  const { rows } = await sql<AudienceGroup>`
    WITH departure AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(departures)}::jsonb)
        AS d(zone text, hour smallint, "notBefore" timestamptz)
    ), candidate AS MATERIALIZED (
      SELECT subscription.subscriber_id, ${exclusion(sendAt, sameMonth)} AS exclusion,
        coalesce(departure."notBefore", ${sendAt}) AS not_before
      FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
      LEFT JOIN departure ON departure.zone IS NOT DISTINCT FROM subscriber.time_zone
        AND departure.hour IS NOT DISTINCT FROM subscription.send_hour
      WHERE subscription.newsletter_id = ${issue.newsletter_id}
    ), planned AS (
      INSERT INTO ${sql.table(partitionName(issue.id))} (issue_id, seq, subscriber_id)
      SELECT ${issue.id}, row_number() OVER (ORDER BY not_before, subscriber_id), subscriber_id
      FROM candidate WHERE exclusion IS NULL
    )
    SELECT exclusion, not_before AS "notBefore", count(*) AS people,
      (SELECT count(*) FROM subscription WHERE newsletter_id = ${issue.newsletter_id}) AS candidates
    FROM candidate GROUP BY exclusion, not_before ORDER BY not_before`.execute(trx)
  return rows
}

/** How many recipients the table of an issue holds. */
export async function countPartition(trx: DatabaseTransaction, issueId: number): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM ${sql.table(partitionName(issueId))}`.execute(trx)
  return rows[0]?.total ?? 0
}

/** How many would get an issue of a newsletter that is frozen and sent at an instant. */
export async function countAudience(db: Connection, newsletterId: number, at: Date): Promise<number> {
  const { rows } = await sql<{ audience: number }>`
    SELECT count(*) AS audience
    FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.newsletter_id = ${newsletterId} AND (${exclusion(at, [])}) IS NULL`.execute(db)
  return rows[0]?.audience ?? 0
}

/** Other issues of a newsletter that were sent in a span, for readers who want one a month. */
export async function listIssuesSent(
  db: Connection,
  { id, newsletter_id: newsletterId }: AudienceOrder['issue'],
  month: { readonly start: Date; readonly end: Date },
): Promise<number[]> {
  const rows = await db
    .selectFrom('issue')
    .select('id')
    .where('newsletter_id', '=', newsletterId)
    .where('id', '<>', id)
    .where('frozen_at', 'is not', null)
    .where('status', '<>', 'cancelled')
    .where('send_at', '>=', month.start)
    .where('send_at', '<', month.end)
    .execute()
  return rows.map((row) => row.id)
}

/** Consecutive recipients who may get an issue from the same instant on. */
export interface Wave {
  readonly from: number
  readonly to: number
  readonly notBefore: Date
  readonly warmUp: boolean
}

/** Cuts waves into chunks of at most `chunkSize` recipients. */
export async function insertChunks(
  trx: DatabaseTransaction,
  issueId: number,
  { waves, chunkSize }: { readonly waves: readonly Wave[]; readonly chunkSize: number },
): Promise<void> {
  await sql`
    INSERT INTO chunk (issue_id, n, seq_from, seq_to, not_before, warm_up, counts)
    SELECT ${issueId}, row_number() OVER (ORDER BY seq_from), seq_from, seq_to, "notBefore", "warmUp",
      jsonb_build_object('pending', seq_to - seq_from + 1)
    FROM jsonb_to_recordset(${JSON.stringify(waves)}::jsonb)
        AS wave("from" integer, "to" integer, "notBefore" timestamptz, "warmUp" boolean)
      CROSS JOIN LATERAL generate_series("from", "to", ${chunkSize}::integer) AS seq_from
      CROSS JOIN LATERAL least(seq_from + ${chunkSize}::integer - 1, "to") AS seq_to`.execute(trx)
}

/** A local date and how many mails of a newsletter are planned for it. */
export interface DayPlan {
  readonly date: string
  readonly mails: number
}

/** What other issues of a newsletter plan for each local date. */
export async function listDayPlans(
  db: Connection,
  { issueId, newsletterId, timeZone }: { issueId: number; newsletterId: number; timeZone: string },
): Promise<DayPlan[]> {
  const { rows } = await sql<DayPlan>`
    SELECT (chunk.not_before AT TIME ZONE ${timeZone})::date::text AS date,
      sum(chunk.seq_to - chunk.seq_from + 1)::bigint AS mails
    FROM chunk JOIN issue ON issue.id = chunk.issue_id
    WHERE issue.newsletter_id = ${newsletterId} AND issue.id <> ${issueId} AND issue.status <> 'cancelled'
    GROUP BY 1`.execute(db)
  return rows
}

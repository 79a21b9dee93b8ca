import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import { readCursor } from '../db/read-cursor.ts'
import { stagedColumns } from './staged-line.ts'

/** What a COPY into the staging table is told. */
export const copyStaged = `COPY staged_line (${stagedColumns.join(', ')}) FROM STDIN`

/** Imports take turns; each stages its lines in a table that no one else sees and that ends with the transaction. */
export async function createStaging(trx: DatabaseTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('subscriber import', 0))`.execute(trx)
  // Sorting and joining a million lines on disk would take three times as long.
  await sql`SET LOCAL work_mem = '64MB'`.execute(trx)
  await sql`CREATE TEMP TABLE staged_line (
    line integer NOT NULL, shown text NOT NULL, fault text,
    email text, email_key text, address_hmac bytea, name text, locale text, time_zone text, topics text[],
    status text, person_status text, consent_text text, consent_source text, consent_ip text,
    consent_at timestamptz, confirmed_at timestamptz, unsubscribed_at timestamptz,
    frequency text, send_hour smallint, paused_until timestamptz
  ) ON COMMIT DROP`.execute(trx)
}

/**
 * Decides for each staged line what becomes of it: `added`, `updated`, `unchanged`, or none with a fault. Of lines with
 * one address the first counts. A person who has left or is suppressed is never brought back.
 */
export async function judgeStaged(trx: DatabaseTransaction, newsletterId: number): Promise<void> {
  await sql`ANALYZE staged_line`.execute(trx)
  await sql`CREATE TEMP TABLE judged_line ON COMMIT DROP AS
    WITH first AS (
      SELECT email_key, min(line) AS line FROM staged_line WHERE fault IS NULL GROUP BY email_key
    ), found AS (
      SELECT staged_line.*, first.line AS first_line, suppression.reason AS suppressed,
        subscriber.id AS subscriber_id, subscription.status AS old_status,
        CASE
          WHEN subscription.status = 'unsubscribed' OR staged_line.status = 'unsubscribed' THEN 'unsubscribed'
          WHEN subscription.status = 'pending' AND staged_line.status = 'active' THEN 'active'
          ELSE coalesce(subscription.status, staged_line.status)
        END AS new_status,
        (subscriber.name, subscriber.locale, subscriber.time_zone) IS DISTINCT FROM (
          coalesce(staged_line.name, subscriber.name), coalesce(staged_line.locale, subscriber.locale),
          coalesce(staged_line.time_zone, subscriber.time_zone)) AS is_person_new,
        (subscription.topics, subscription.frequency, subscription.send_hour) IS DISTINCT FROM (
          coalesce(staged_line.topics, subscription.topics), coalesce(staged_line.frequency, subscription.frequency),
          coalesce(staged_line.send_hour, subscription.send_hour)) AS is_choice_new
      FROM staged_line
      LEFT JOIN first ON first.email_key = staged_line.email_key
      LEFT JOIN subscriber ON subscriber.email_key = staged_line.email_key
      LEFT JOIN subscription
        ON subscription.subscriber_id = subscriber.id AND subscription.newsletter_id = ${newsletterId}
      LEFT JOIN suppression ON suppression.address_hmac = staged_line.address_hmac
    )
    SELECT line, shown, email, email_key, address_hmac, name, locale, time_zone, topics, status, person_status,
      consent_text, consent_source, consent_ip, consent_at, confirmed_at, unsubscribed_at, frequency, send_hour,
      paused_until, subscriber_id, old_status, new_status,
      CASE
        WHEN fault IS NOT NULL THEN fault
        WHEN first_line < line THEN 'the same address stands in line ' || first_line
        WHEN suppressed IS NOT NULL THEN 'the address is suppressed (' || suppressed || ')'
        WHEN old_status = 'unsubscribed' AND status <> 'unsubscribed'
          THEN 'this person has unsubscribed, and only they can come back'
      END AS fault,
      CASE
        WHEN old_status IS NULL THEN 'added'
        WHEN is_person_new OR is_choice_new OR new_status <> old_status THEN 'updated'
        ELSE 'unchanged'
      END AS verdict
    FROM found`.execute(trx)
  await sql`ANALYZE judged_line`.execute(trx)
}

export interface ImportCounts {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
}

export async function countJudged(trx: DatabaseTransaction): Promise<ImportCounts> {
  const { rows } = await sql<ImportCounts>`SELECT
      (count(*) FILTER (WHERE fault IS NULL AND verdict = 'added'))::integer AS added,
      (count(*) FILTER (WHERE fault IS NULL AND verdict = 'updated'))::integer AS updated,
      (count(*) FILTER (WHERE fault IS NULL AND verdict = 'unchanged'))::integer AS unchanged,
      (count(*) FILTER (WHERE fault IS NOT NULL))::integer AS refused
    FROM judged_line`.execute(trx)
  return rows[0] ?? { added: 0, updated: 0, unchanged: 0, refused: 0 }
}

export interface RefusedLine {
  readonly line: number
  readonly shown: string
  readonly fault: string
}

/** The lines that are not taken, in the order of the file, page by page. */
export function readRefused(trx: DatabaseTransaction): AsyncGenerator<RefusedLine[]> {
  return readCursor(
    trx,
    sql<RefusedLine>`SELECT line, shown, fault FROM judged_line WHERE fault IS NOT NULL ORDER BY line`,
  )
}

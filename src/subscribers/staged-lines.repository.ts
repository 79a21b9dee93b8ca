import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import { readCursor } from '../db/read-cursor.ts'
import { stagedColumns } from './staged-line.ts'

/** What a COPY into the staging table is told. */
export const copyStaged = `COPY staged_line (${stagedColumns.join(', ')}) FROM STDIN`

/**
 * Imports take turns; each has two tables that no one else sees and that end with the transaction: one for the lines of
 * a batch as they came, one for what was decided of every line.
 */
export async function createStaging(trx: DatabaseTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('subscriber import', 0))`.execute(trx)
  // Sorting and joining a million lines on disk would take three times as long.
  await sql`SET LOCAL work_mem = '64MB'`.execute(trx)
  // Of tables filled just now the planner knows nothing, and would compare every line with every other.
  await sql`SET LOCAL enable_nestloop = off`.execute(trx)
  await sql`CREATE TEMP TABLE staged_line (
    line integer NOT NULL, shown text NOT NULL, fault text,
    email text, email_key text, address_hmac bytea, name text, locale text, time_zone text, topics text[],
    status text, person_status text, consent_text text, consent_source text, consent_ip text,
    consent_at timestamptz, confirmed_at timestamptz, unsubscribed_at timestamptz,
    frequency text, send_hour smallint, paused_until timestamptz
  ) ON COMMIT DROP`.execute(trx)
  await sql`CREATE TEMP TABLE judged_line (
    line integer NOT NULL, shown text NOT NULL, fault text, verdict text, email_key text,
    subscriber_id integer, old_status text, new_status text,
    name text, locale text, time_zone text, topics text[], frequency text, send_hour smallint,
    confirmed_at timestamptz, unsubscribed_at timestamptz
  ) ON COMMIT DROP`.execute(trx)
}

/** Makes room for the next batch. */
export async function clearStaged(trx: DatabaseTransaction): Promise<void> {
  await sql`TRUNCATE staged_line`.execute(trx)
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

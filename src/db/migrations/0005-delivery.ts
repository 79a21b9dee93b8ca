import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** What the ledger keeps to count a million recipients quickly, to plan their hours, and to let old issues go. */
export async function delivery(db: Connection): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `ALTER TABLE newsletter
    ADD retention_days integer NOT NULL DEFAULT 90 CHECK (retention_days BETWEEN 1 AND 3650),
    ADD local_time boolean NOT NULL DEFAULT false,
    ADD warm_up_from text CHECK (warm_up_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')`,
  `ALTER TABLE issue
    ADD exclusions jsonb,
    ADD totals jsonb`,
  `ALTER TABLE delivery ADD deferred_at timestamptz`,
  `ALTER TABLE chunk
    ADD counts jsonb,
    ADD released_at timestamptz,
    ADD warm_up boolean NOT NULL DEFAULT false`,
  `CREATE INDEX chunk_open_of_issue ON chunk (issue_id) WHERE done_at IS NULL`,
]

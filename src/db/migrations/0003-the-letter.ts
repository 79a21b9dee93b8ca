import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** How a newsletter looks, whom its other mails are from, where its bounces go, and the editor's note of an issue. */
export async function theLetter(db: Connection): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `ALTER TABLE newsletter
    ADD theme jsonb NOT NULL DEFAULT '{}',
    ADD confirm_from text,
    ADD bounce_address text`,
  `ALTER TABLE issue ADD note text`,
]

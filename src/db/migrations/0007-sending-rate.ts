import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** The count of what all machines sent in this second; it may be lost with a crash, and is of no use after one. */
export async function sendingRate(db: Connection): Promise<void> {
  await sql`CREATE UNLOGGED TABLE smtp_rate (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  )`.execute(db)
}

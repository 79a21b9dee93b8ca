import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** Why the issue of a slot waits for an operator, as after the restore of a backup. */
export async function heldSlots(db: Connection): Promise<void> {
  await sql`ALTER TABLE slot ADD hold_reason text`.execute(db)
}

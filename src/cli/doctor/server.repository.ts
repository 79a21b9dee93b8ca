import { sql } from 'kysely'
import type { Connection } from '../../db/database.ts'

/** Version and clock of the database server. */
export async function readServer(db: Connection): Promise<{ version: string; now: Date }> {
  const { rows } = await sql<{ version: string; now: Date }>`
    SELECT current_setting('server_version') AS version, clock_timestamp() AS now`.execute(db)
  return rows[0] ?? { version: 'unknown', now: new Date(Number.NaN) }
}

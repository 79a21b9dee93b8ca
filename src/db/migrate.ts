import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Connection, Database } from './database.ts'
import { migrations, type Migration } from './migrations/index.ts'

/** Any number that no one else locks: it keeps many starting processes from migrating at once. */
const migrationLock = 7_310_901

/** Brings the schema up to date in one transaction and returns the names of what ran; many may call it at once. */
export async function migrate(db: Database): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    await sql`CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`.execute(
      trx,
    )
    const waiting = await listWaiting(trx)
    for (const migration of waiting) {
      await migration.up(trx)
      await sql`INSERT INTO migration (name) VALUES (${migration.name})`.execute(trx)
    }
    return waiting.map((migration) => migration.name)
  })
}

/** Throws `bad_config` when the schema is older than the program. */
export async function checkMigrated(db: Database): Promise<void> {
  const { rows } = await sql<{
    present: boolean
  }>`SELECT to_regclass('migration') IS NOT NULL AS present`.execute(db)
  const waiting = rows[0]?.present ? await listWaiting(db) : migrations
  if (waiting.length > 0) {
    throw new AppError(
      'bad_config',
      `The database is not up to date: ${waiting.length} migration(s) wait. Run \`recap migrate\`.`,
    )
  }
}

async function listWaiting(db: Connection): Promise<Migration[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration`.execute(db)
  const done = new Set(rows.map((row) => row.name))
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length > 0) {
    throw new AppError(
      'bad_config',
      `The database is newer than this program (it has ${unknown.join(', ')}). Upgrade Recap.`,
    )
  }
  return migrations.filter((migration) => !done.has(migration.name))
}

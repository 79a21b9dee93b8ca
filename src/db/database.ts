import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Pool, types, type CustomTypesConfig, type PoolClient, type PoolConfig } from 'pg'
import { AppError } from '../errors.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>
export type DatabaseTransaction = Transaction<Tables>

/** What a statement can run on: the pool, or a transaction that the caller opened. */
export type Connection = Database | DatabaseTransaction

const oldestPostgres = 14

const int8 = types.builtins.INT8

/**
 * A pool of connections to PostgreSQL that the caller ends; `application_name` shows in pg_stat_activity. A commit on
 * them is on disk when it returns, whatever the server or the role is set to.
 */
export function openPool(url: string, options: PoolConfig): Pool {
  const pool = new Pool({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    verify: makeDurable,
    ...options,
  })
  // A connection that breaks while idle is replaced at the next use.
  pool.on('error', () => undefined)
  // One that breaks in use tells its query; the client tells it once more, to nobody, which would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

function makeDurable(client: PoolClient, done: (error?: Error) => void): void {
  const statement = `SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') IN ('off', 'local')`
  client.query(statement, (error) => done(error ?? undefined))
}

/** Opens the ledger and checks that it answers, is new enough and keeps what it commits; `bad_config` or `unreachable` when not. */
export async function openDatabase(url: string, name: string): Promise<Database> {
  const pool = openPool(url, { max: 10, application_name: name, types: int8AsNumber() })
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** Ids and counts stay far below 2^53, so int8 comes as a number. */
function int8AsNumber(): CustomTypesConfig {
  return {
    getTypeParser: (id, format) => (id === int8 ? Number : types.getTypeParser(id, format)),
  }
}

interface ServerSettings {
  readonly version: string
  readonly fsync: string
  readonly fullPageWrites: string
}

async function checkServer(pool: Pool): Promise<void> {
  try {
    const { rows } =
      await pool.query<ServerSettings>(`SELECT current_setting('server_version_num') AS version,
      current_setting('fsync') AS fsync, current_setting('full_page_writes') AS "fullPageWrites"`)
    const [settings] = rows
    checkVersion(settings?.version ?? '')
    checkDurability(settings ?? { fsync: '', fullPageWrites: '' })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = 'PostgreSQL cannot be reached. Check DATABASE_URL and that the server is up.'
    throw new AppError('unreachable', message, { cause })
  }
}

/** Throws `bad_config` for a server that forgets, in a crash of its machine, who was mailed already. */
function checkDurability({ fsync, fullPageWrites }: Omit<ServerSettings, 'version'>): void {
  const off = [fsync === 'off' && 'fsync', fullPageWrites === 'off' && 'full_page_writes'].filter(Boolean)
  if (off.length === 0) return
  throw new AppError(
    'bad_config',
    `PostgreSQL runs with ${off.join(' and ')} off: after a crash it would not know who was mailed. Switch on what is off and reload it.`,
  )
}

/** Throws `bad_config` for a `server_version_num` such as `130018` that is too old. */
export function checkVersion(versionNumber: string): void {
  const major = Math.floor(Number.parseInt(versionNumber, 10) / 10_000)
  if (major >= oldestPostgres) return
  throw new AppError(
    'bad_config',
    `PostgreSQL ${major} is too old: Recap needs ${oldestPostgres} or newer. Upgrade it or point DATABASE_URL to another.`,
  )
}

/** Throws when the database does not answer. */
export async function checkDatabase(db: Database): Promise<void> {
  await sql`SELECT 1`.execute(db)
}

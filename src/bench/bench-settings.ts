import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig, type Config, type Environment } from '../config.ts'
import { openPool } from '../db/database.ts'
import { createDatabase, dropDatabase } from './bench.repository.ts'

export interface BenchPlace {
  /** The settings, for us and for the environment of a worker. */
  readonly config: Config
  readonly env: Environment
  /** Removes the folder and the database. */
  close(): Promise<void>
}

export interface BenchWish {
  readonly smtpPort: number
  readonly connections: number
  readonly dkim: boolean
}

/** Settings for a folder and a database of the bench's own; of the environment only the server of DATABASE_URL counts. */
export async function openBenchPlace(env: Environment, wish: BenchWish): Promise<BenchPlace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recap-bench-'))
  // Run by root, PostgreSQL belongs to another user, who has to get in.
  await chmod(folder, 0o755)
  const database = env['DATABASE_URL'] ? await openBenchDatabase(env['DATABASE_URL']) : undefined
  const settings: Environment = {
    DATA_DIR: folder,
    SMTP_URL: `smtp://127.0.0.1:${wish.smtpPort}?pool=${wish.connections}`,
    LOG_LEVEL: env['LOG_LEVEL'] || 'error',
    ...(database && { DATABASE_URL: database.url }),
    ...(wish.dkim && (await dkimSettings(folder))),
  }
  return {
    config: loadConfig(settings),
    env: settings,
    async close() {
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openBenchDatabase(given: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `recap_bench_${randomBytes(6).toString('hex')}`
  await onServer(given, (pool) => createDatabase(pool, name))
  const url = new URL(given)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(given, (pool) => dropDatabase(pool, name)) }
}

async function onServer(
  url: string,
  work: (pool: ReturnType<typeof openPool>) => Promise<void>,
): Promise<void> {
  const pool = openPool(url, { max: 1, application_name: 'recap bench' })
  try {
    await work(pool)
  } finally {
    await pool.end()
  }
}

async function dkimSettings(folder: string): Promise<Environment> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const file = path.join(folder, 'dkim.pem')
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return { DKIM_KEY_FILE: file, DKIM_DOMAIN: 'bench.example', DKIM_SELECTOR: 'bench' }
}

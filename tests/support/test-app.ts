import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openApp, type App, type AppOptions } from '../../src/app.ts'
import { loadConfig, type Environment } from '../../src/config.ts'
import { silentLogger } from '../../src/log.ts'
import { createTestDatabase } from './test-database.ts'

export type BackendKind = 'redis' | 'postgres'

export interface TestApp {
  readonly app: App
  readonly env: Environment
  readonly queuePrefix: string
  /** Another process on the same database, queue and folder, as after a restart; the caller closes it first. */
  open(options?: Partial<AppOptions>): Promise<App>
  close(): Promise<void>
}

export interface TestAppOptions extends Partial<AppOptions> {
  readonly backend?: BackendKind
  readonly env?: Environment
}

/** An app of its own on a cloned database, with its own corner of Redis and its own data folder. */
export async function openTestApp({ backend, env = {}, ...options }: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'recap-test-data-'))
  const environment: Environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    FETCH_ALLOW: '127.0.0.1',
    ...(backend === 'redis' && { REDIS_URL: process.env['TEST_REDIS_URL'] }),
    ...env,
  }
  const queuePrefix = `test-${randomBytes(4).toString('hex')}`
  const usual = { logger: silentLogger(), queuePrefix, ...options }
  const open = (more: Partial<AppOptions> = {}) => openApp(loadConfig(environment), { ...usual, ...more })
  const app = await open()
  return {
    app,
    env: environment,
    queuePrefix,
    open,
    async close() {
      await app.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

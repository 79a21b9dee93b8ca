import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, openPool } from '../../src/db/database.ts'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { ensureNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { openBackend } from '../../src/queue/backend.ts'
import { startRedis } from './redis-server.ts'
import { started } from './started.ts'

/** Starts one PostgreSQL and one Redis for all test files, and makes the database that every one of them clones. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-test-'))
  // Run by root, PostgreSQL belongs to another user, who has to get in.
  chmodSync(folder, 0o755)
  const postgres = await openEmbeddedPostgres(folder)
  started.push(() => postgres.close())
  process.env['TEST_DATABASE_URL'] = postgres.url
  await makeTemplate(postgres.url)
  const redis = await startRedis()
  if (redis === undefined) return
  started.push(redis.close)
  process.env['TEST_REDIS_URL'] = redis.url
}

async function makeTemplate(url: string): Promise<void> {
  const pool = openPool(url, { max: 1 })
  await pool.query('CREATE DATABASE recap_template')
  await pool.end()
  const templateUrl = url.replace(/\/recap$/, '/recap_template')
  const db = await openDatabase(templateUrl, 'recap test')
  await migrate(db)
  await ensureNewsletter(db)
  await db.destroy()
  const backend = await openBackend({ databaseUrl: templateUrl })
  await backend.close()
}

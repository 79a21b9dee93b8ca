import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { startRedis } from './redis-server.ts'
import { started } from './started.ts'
import { makeTemplate } from './template-database.ts'

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

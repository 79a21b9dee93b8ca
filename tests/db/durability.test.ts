import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { openDatabase, openPool } from '../../src/db/database.ts'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { waitUntil } from '../support/wait-until.ts'

test('a PostgreSQL that would forget in a crash is refused, and says what to switch on', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-durability-'))
  // Run by root, PostgreSQL belongs to another user, who has to get in.
  chmodSync(folder, 0o755)
  const postgres = await openEmbeddedPostgres(folder)
  const pool = openPool(postgres.url, { max: 1 })
  const isOff = async (): Promise<boolean> => (await pool.query('SHOW fsync')).rows[0]?.fsync === 'off'
  try {
    await pool.query('ALTER SYSTEM SET fsync = off')
    await pool.query('SELECT pg_reload_conf()')
    await waitUntil('it is off', isOff)
    const opening = openDatabase(postgres.url, 'recap test')
    await expect(opening).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining('fsync off'),
    })
  } finally {
    await pool.end()
    await postgres.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 300_000)

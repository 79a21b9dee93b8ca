import { randomBytes } from 'node:crypto'
import { openPool } from '../../src/db/database.ts'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A database of its own, cloned from the migrated one that the global setup made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  if (!server) throw new Error('the global setup has not run')
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(server, `CREATE DATABASE ${name} TEMPLATE recap_template`)
  return {
    url: server.replace(/\/recap$/, `/${name}`),
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function run(url: string, statement: string): Promise<void> {
  const pool = openPool(url, { max: 1 })
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}

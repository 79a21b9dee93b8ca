import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { checkDatabase, checkVersion, openDatabase, openPool, type Database } from '../../src/db/database.ts'
import { checkMigrated, migrate } from '../../src/db/migrate.ts'
import { migrations } from '../../src/db/migrations/index.ts'
import { openBackend } from '../../src/queue/backend.ts'
import { freePort } from '../support/redis-server.ts'
import { createTestDatabase } from '../support/test-database.ts'

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A database without a table. */
async function createEmptyDatabase(): Promise<string> {
  const server = process.env['TEST_DATABASE_URL'] ?? ''
  const name = `empty_${randomBytes(6).toString('hex')}`
  const pool = openPool(server, { max: 1 })
  closers.push(() => pool.end())
  await pool.query(`CREATE DATABASE ${name} TEMPLATE template0`)
  closers.push(() => pool.query(`DROP DATABASE ${name} WITH (FORCE)`))
  return server.replace(/\/recap$/, `/${name}`)
}

async function open(url: string): Promise<Database> {
  const db = await openDatabase(url, 'recap test')
  closers.push(() => db.destroy())
  return db
}

async function openMigrated(): Promise<Database> {
  const database = await createTestDatabase()
  closers.push(() => database.drop())
  return open(database.url)
}

async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

const names = migrations.map(({ name }) => name)

describe('migrating', () => {
  test('an empty database by many at once ends with one schema', async () => {
    const url = await createEmptyDatabase()
    const programs = await Promise.all(Array.from({ length: 6 }, () => open(url)))

    const ran = await Promise.all(programs.flatMap((db) => [migrate(db), migrate(db)]))

    expect(ran.filter((run) => run.length > 0)).toEqual([names])
    expect(await tablesOf(programs[0]!)).toEqual(await tablesOf(await openMigrated()))
    await checkMigrated(programs[1]!)
  })

  test('the queue in an empty database by many at once works for all of them', async () => {
    const databaseUrl = await createEmptyDatabase()
    const backends = await Promise.all(Array.from({ length: 4 }, () => openBackend({ databaseUrl })))
    for (const backend of backends) closers.push(() => backend.close())
    await Promise.all(backends.map((backend) => backend.check()))
  })

  test('twice runs nothing the second time', async () => {
    const db = await open(await createEmptyDatabase())
    expect(await migrate(db)).toEqual(names)
    expect(await migrate(db)).toEqual([])
  })

  test('a database that is newer than the program is refused and left as it is', async () => {
    const db = await openMigrated()
    await sql`INSERT INTO migration (name) VALUES ('9999-from-the-future')`.execute(db)
    const refusal = {
      code: 'bad_config',
      message: expect.stringMatching(/newer.*9999-from-the-future.*Upgrade/),
    }

    await expect(migrate(db)).rejects.toMatchObject(refusal)
    await expect(checkMigrated(db)).rejects.toMatchObject(refusal)
  })

  test('that fails half-way leaves nothing behind', async () => {
    const db = await open(await createEmptyDatabase())
    await sql`CREATE TABLE subscription (id integer)`.execute(db)
    await expect(migrate(db)).rejects.toThrow('already exists')
    expect(await tablesOf(db)).toEqual(['subscription'])
  })
})

test('an empty database is not up to date, and the check writes nothing', async () => {
  const db = await open(await createEmptyDatabase())
  await expect(checkMigrated(db)).rejects.toMatchObject({
    code: 'bad_config',
    message: expect.stringContaining('recap migrate'),
  })
  expect(await tablesOf(db)).toEqual([])
})

describe('opening a database', () => {
  test('that is not there is unreachable, and names the setting', async () => {
    const refusal = { code: 'unreachable', message: expect.stringContaining('DATABASE_URL') }
    const missing = (process.env['TEST_DATABASE_URL'] ?? '').replace(/\/recap$/, '/nowhere')
    const nobody = `postgres://recap@127.0.0.1:${await freePort()}/recap`
    for (const url of [missing, nobody])
      await expect(openDatabase(url, 'recap test')).rejects.toMatchObject(refusal)
  })

  test('gives ids as numbers and says its name to the server', async () => {
    const db = await openMigrated()
    await checkDatabase(db)
    const { rows } = await sql`SELECT 42::bigint AS id, current_setting('application_name') AS name`.execute(
      db,
    )
    expect(rows).toEqual([{ id: 42, name: 'recap test' }])
  })

  test.each(['140000', '140011', '180004'])('of the version %s is taken', (version) => {
    expect(() => checkVersion(version)).not.toThrow()
  })

  test.each(['130018', '90624', ''])('of the version %j is refused', (version) => {
    expect(() => checkVersion(version)).toThrow(
      expect.objectContaining({ code: 'bad_config', message: expect.stringContaining('14 or newer') }),
    )
  })
})

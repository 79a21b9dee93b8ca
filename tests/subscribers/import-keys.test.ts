import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { waitUntil } from '../support/wait-until.ts'
import { openImporter, type Importer } from './open-importer.ts'

let desk: Importer

beforeEach(async () => {
  desk = await openImporter()
})
afterEach(() => desk.close())

const file = 'email,consent\nann@example.com,ok\nben@example.com,ok\n'

test('a person who is erased while an import brings them in leaves nothing behind', async () => {
  await desk.import(file)
  await desk.db.deleteFrom('subscription').execute()
  const erasure = await desk.db.startTransaction().execute()
  await erasure.deleteFrom('subscriber').where('email', '=', 'ann@example.com').execute()
  const importing = desk.import(file)
  await waitUntil('the import waits for the erasure', isSomeoneWaiting)
  await erasure.commit().execute()
  await importing
  const { rows } = await sql<{ email: string | null }>`SELECT email FROM subscription
    LEFT JOIN subscriber ON subscriber.id = subscriber_id`.execute(desk.db)
  expect(rows).toEqual([{ email: 'ben@example.com' }])
})

test('a role without any special right imports as well', async () => {
  const role = `plain_${randomBytes(6).toString('hex')}`
  await sql.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`).execute(desk.db)
  try {
    await sql.raw(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`).execute(desk.db)
    const databaseUrl = Object.assign(new URL(desk.databaseUrl), { username: role, password: 'plain' }).href
    expect(await desk.import(file, { databaseUrl })).toMatchObject({ added: 2, refused: 0 })
    expect(await desk.rows()).toHaveLength(2)
  } finally {
    await sql.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`).execute(desk.db)
  }
})

async function isSomeoneWaiting(): Promise<boolean> {
  const { rows } = await sql`SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(desk.db)
  return rows.length > 0
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { waitUntil } from '../support/wait-until.ts'
import { linesOf, openDesk, type Desk } from './desk.ts'

let desk: Desk
let db: Database

beforeAll(async () => {
  desk = await openDesk()
  await desk.recap(['migrate'])
  db = await openDatabase(desk.env['DATABASE_URL'] ?? '', 'recap test')
})
afterAll(async () => {
  await db.destroy()
  await desk.close()
})

const people = 12_000
const lines = Array.from({ length: people }, (_, n) => `reader.${n}@example.com,${'asked '.repeat(25)}\n`)
const file = `email,consent\n${lines.join('')}`
const args = ['subscriber', 'import', '-', '--json']

/** Imports what is piped in by a program of its own, and waits until some of it is in the ledger, not committed. */
async function startImport() {
  const support = path.resolve('tests/support')
  const child = spawn(
    process.execPath,
    ['--import', path.join(support, 'tsx-hooks.mjs'), path.join(support, 'cli-process.ts'), ...args],
    { env: { ...desk.env, PATH: process.env['PATH'] }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const told = { text: '' }
  child.stderr.on('data', (piece) => (told.text += String(piece)))
  // The pipe breaks when its reader ends before it has read all.
  child.stdin.on('error', () => undefined)
  child.stdin.write(file)
  await waitUntil('a batch is in and more is waited for', async () => {
    const { rows } = await sql`SELECT FROM pg_stat_activity WHERE application_name = 'recap import'
      AND state = 'idle in transaction' AND query LIKE 'TRUNCATE%' AND datname = current_database()`.execute(
      db,
    )
    return rows.length > 0
  })
  return { child, told }
}

async function countPeople(): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::integer AS count FROM subscriber`.execute(db)
  return rows[0]?.count ?? 0
}

test('Ctrl-C ends an import with 130, says that nothing went in, and leaves no report', async () => {
  const { child, told } = await startImport()
  child.kill('SIGINT')
  expect(await once(child, 'close')).toEqual([130, null])
  expect(told.text).toContain('nothing of the file went in. Run the same command again')
  expect(await countPeople()).toBe(0)
  expect(readdirSync(path.join(desk.folder, 'data', 'imports'))).toEqual([])
})

test('an import that is killed changes nothing, and takes everything in when it is repeated', async () => {
  const { child } = await startImport()
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(await countPeople()).toBe(0)
  const again = await desk.recap(args, { piped: file })
  expect(again.code).toBe(0)
  expect(linesOf(again)[0]).toMatchObject({ added: people, updated: 0, unchanged: 0, refused: 0 })
  expect(await countPeople()).toBe(people)
})

test('of lines with one address the first counts, however far apart they stand', async () => {
  const last = `READER.0@example.com,again\n`
  const answer = await desk.recap(args, { piped: `${file}new@example.com,first\n${last}new@example.com,x\n` })
  expect(answer.code).toBe(6)
  expect(linesOf(answer)[0]).toMatchObject({ added: 1, updated: 0, unchanged: people, refused: 2 })
})

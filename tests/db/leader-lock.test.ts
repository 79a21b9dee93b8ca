import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openPool } from '../../src/db/database.ts'
import { openLeaderLock, type LeaderLock } from '../../src/db/leader-lock.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { waitUntil } from '../support/wait-until.ts'

let database: TestDatabase
const locks: LeaderLock[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})

afterEach(async () => {
  for (const lock of locks.splice(0)) await lock.close()
  await database.drop()
})

function openLock(url = database.url): LeaderLock {
  const lock = openLeaderLock(url)
  locks.push(lock)
  return lock
}

test('of many that ask one leads, for as long as it is there', async () => {
  const [first, second, third] = [openLock(), openLock(), openLock()]
  expect(await first.isLeader()).toBe(true)
  expect(await Promise.all([second.isLeader(), third.isLeader(), first.isLeader()])).toEqual([
    false,
    false,
    true,
  ])
  await first.close()
  await waitUntil('another leads', () => second.isLeader())
  expect(await third.isLeader()).toBe(false)
})

test('a leader whose connection is cut leads no more, and may lead again', async () => {
  const lock = openLock()
  expect(await lock.isLeader()).toBe(true)
  const pool = openPool(database.url, { max: 1 })
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recap leader'
    AND datname = current_database()`)
  await pool.end()
  await waitUntil('it leads again', () => lock.isLeader())
})

test('nobody leads while the database is away', async () => {
  expect(await openLock('postgres://postgres@127.0.0.1:1/recap').isLeader()).toBe(false)
})

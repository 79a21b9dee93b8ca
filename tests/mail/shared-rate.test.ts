import { Redis } from 'ioredis'
import { afterEach, describe, expect, test } from '@jest/globals'
import { openPool } from '../../src/db/database.ts'
import { openRateGate } from '../../src/mail/rate-gate.ts'
import { ownRate, sharedRate, type RateStore } from '../../src/mail/shared-rate.ts'
import { parseSmtpUrl } from '../../src/smtp-url.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A server of its own for every test, so that none meets the count of another. */
const serverOf = (rate: string) =>
  parseSmtpUrl(`smtp://${Math.random().toString(36).slice(2)}.example?rate=${rate}`)

async function openPostgres(): Promise<RateStore> {
  const database = await createTestDatabase()
  closers.push(() => database.drop())
  const client = openPool(database.url, { max: 1 })
  closers.push(() => client.end())
  return { kind: 'postgres', client }
}

async function openRedis(): Promise<RateStore> {
  const client = new Redis(process.env['TEST_REDIS_URL'] ?? '', { enableOfflineQueue: false })
  closers.push(() => client.disconnect())
  await waitUntil('Redis answers', () => client.status === 'ready')
  return { kind: 'redis', client }
}

const stores = [
  ['PostgreSQL', openPostgres] as const,
  ...(process.env['TEST_REDIS_URL'] ? [['Redis', openRedis] as const] : []),
]

describe.each(stores)('machines that share %s', (_name, open) => {
  test('send together no more than the rate allows, and are told how long to wait', async () => {
    const store = await open()
    const server = serverOf('0.02')
    const machines = [1, 2, 3].map(() => sharedRate(store)(server))
    const waits = await Promise.all(machines.map((takeShare) => takeShare(1)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(1)
    for (const wait of waits.filter((wait) => wait > 0)) expect(wait).toBeGreaterThan(40_000)
  })
})

test('while the store is away each machine counts for itself', async () => {
  const client = new Redis('redis://127.0.0.1:1', { enableOfflineQueue: false, retryStrategy: () => null })
  client.on('error', () => undefined)
  closers.push(() => client.disconnect())
  const takeShare = sharedRate({ kind: 'redis', client })(serverOf('0.02'))
  expect(await takeShare(1)).toBe(0)
  expect(await takeShare(1)).toBeGreaterThan(40_000)
})

test('a gate asks for shares and not for every message, and says when it opens', async () => {
  let asked = 0
  let ready = 0
  const gate = openRateGate({
    rate: 100,
    takeShare: async (messages) => {
      asked += 1
      return asked === 2 ? 5 : messages === 5 ? 0 : 1
    },
    onReady: () => (ready += 1),
  })
  closers.push(() => gate.close())
  expect(gate.isOpen()).toBe(false)
  await waitUntil('the first share is there', () => ready === 1)
  for (let n = 0; n < 5; n += 1) {
    expect(gate.isOpen()).toBe(true)
    gate.pass()
  }
  expect(gate.isOpen()).toBe(false)
  expect(gate.isOpen()).toBe(false)
  await waitUntil('the second share came after a wait', () => ready === 2)
  expect(asked).toBe(3)
})

test('a rate of this process alone holds as well', async () => {
  const takeShare = ownRate(serverOf('3'))
  const waits = [await takeShare(1), await takeShare(1), await takeShare(1), await takeShare(1)]
  expect(waits.slice(0, 3)).toEqual([0, 0, 0])
  expect(waits[3]).toBeGreaterThan(0)
})

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { silentLogger } from '../../src/log.ts'
import { openBackend } from '../../src/queue/backend.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { handle, runWorker } from '../../src/queue/worker.ts'
import { describeEachBackend, describeWithRedis } from '../support/each-backend.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { freePort } from '../support/redis-server.ts'
import { waitUntil } from '../support/wait-until.ts'
import { testJob } from './open-queue.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

test('a database that does not answer is unreachable', async () => {
  const databaseUrl = `postgres://recap@127.0.0.1:${await freePort()}/recap`
  await expect(openBackend({ databaseUrl })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('DATABASE_URL'),
  })
})

test('a Redis that does not answer is unreachable', async () => {
  const redisUrl = `redis://127.0.0.1:${await freePort()}`
  await expect(openBackend({ databaseUrl: '', redisUrl })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('REDIS_URL'),
  })
})

describeEachBackend('%s', (kind) => {
  test('says that it answers', async () => {
    const database = await createTestDatabase()
    closers.push(() => database.drop())
    const redisUrl = kind === 'redis' ? process.env['TEST_REDIS_URL'] : undefined
    const backend = await openBackend({ databaseUrl: database.url, redisUrl })
    closers.push(() => backend.close())
    await backend.check()
    expect(backend.kind).toBe(kind)
  })
})

describeWithRedis('a Redis that goes away', () => {
  test('is said to be unreachable within seconds, and does not keep the program from closing', async () => {
    const line = await openLine(new URL(process.env['TEST_REDIS_URL'] ?? ''))
    const backend = await openBackend({ databaseUrl: '', redisUrl: line.url })
    await backend.check()
    await line.cut()

    await waitUntil('the check fails', () =>
      backend.check().then(
        () => false,
        (error: unknown) => (error as { code: string }).code === 'unreachable',
      ),
    )
    await backend.close()
  })

  test('does not keep a worker from closing', async () => {
    const line = await openLine(new URL(process.env['TEST_REDIS_URL'] ?? ''))
    const backend = await openBackend({ databaseUrl: '', redisUrl: line.url })
    const worker = runWorker({ backend, logger: silentLogger() }, 'collect', { handlers: [], concurrency: 1 })
    await line.cut()
    await worker.close()
    await backend.close()
  })
})

describe('a connection that PostgreSQL ends in the moment it is made', () => {
  test('does not end the process, and the bell is heard on the next', async () => {
    const database = await createTestDatabase()
    closers.push(() => database.drop())
    const line = await openRudeLine(new URL(database.url))
    closers.push(() => line.close())
    const databaseUrl = new URL(database.url)
    databaseUrl.port = String(line.port)
    const backend = await openBackend({ databaseUrl: databaseUrl.href })
    const needs = { backend, logger: silentLogger() }
    const queues = openQueues(backend, silentLogger())
    const job = testJob('collect-source', 1)
    const heard: number[] = []
    const handler = handle(job, async ({ id }) => void heard.push(id))
    const worker = runWorker(needs, 'collect', { handlers: [handler], concurrency: 1 })
    await queues.enqueue(job, { id: 1 })
    await waitUntil('a job is done', () => heard.includes(1), 20_000)
    line.beRude(true)
    await waitUntil('a connection was ended', () => line.ended > 0, 20_000)
    line.beRude(false)
    await waitUntil('a job is added', () => queues.enqueue(job, { id: 2 }).then(isTrue, isFalse), 20_000)
    await waitUntil('the job is done', () => heard.includes(2), 30_000)
    await worker.close()
    await queues.close()
    await backend.close()
  })
})

const isTrue = (): boolean => true
const isFalse = (): boolean => false

/** ReadyForQuery of PostgreSQL, and an ErrorResponse that says FATAL 57P01. */
const ready = Buffer.from('Z\0\0\0\u0005I', 'latin1')
const fatal = errorResponse('SFATAL\0VFATAL\0C57P01\0Mterminated\0\0')

function errorResponse(fields: string): Buffer {
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(4 + fields.length, 1)
  return Buffer.concat([head, Buffer.from(fields)])
}

/** A line to PostgreSQL that, while it is rude, ends each connection in the very packet that says it is ready. */
async function openRudeLine(target: URL) {
  const state = { rude: false, ended: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    sockets.add(near)
    near.pipe(far)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    far.on('data', (data) => {
      if (!state.rude || !data.includes(ready)) return near.write(data)
      state.ended += 1
      return near.end(Buffer.concat([data, fatal]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get ended() {
      return state.ended
    },
    /** Breaks off what stands, too. */
    beRude(rude: boolean) {
      state.rude = rude
      if (rude) for (const socket of sockets) socket.destroy()
    },
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}

/** A line to a server that can be cut. */
async function openLine(target: URL): Promise<{ url: string; cut(): Promise<void> }> {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = connect(Number(target.port || 6379), target.hostname)
    sockets.push(near, far)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `redis://127.0.0.1:${port}`,
    async cut() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

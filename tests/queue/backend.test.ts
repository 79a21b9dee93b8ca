import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { silentLogger } from '../../src/log.ts'
import { openBackend } from '../../src/queue/backend.ts'
import { runWorker } from '../../src/queue/worker.ts'
import { describeEachBackend, describeWithRedis } from '../support/each-backend.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { freePort } from '../support/redis-server.ts'
import { waitUntil } from '../support/wait-until.ts'

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

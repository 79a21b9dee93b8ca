import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { waitUntil } from './wait-until.ts'

export interface RedisServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** The Redis of REDIS_URL, else one started from PATH on a free port; undefined, said in one line, when there is none. */
export async function startRedis(): Promise<RedisServer | undefined> {
  const given = process.env['REDIS_URL']
  return given ? { url: given, close: async () => undefined } : startOwnRedis()
}

/** A Redis that the caller may stop as it likes. */
export async function startOwnRedis(): Promise<RedisServer | undefined> {
  const port = await freePort()
  const child = await launchRedis(port)
  if (child === undefined) return missing()
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** A Redis from PATH that keeps nothing on disk, once it answers; undefined when there is none. */
export async function launchRedis(port: number): Promise<ChildProcess | undefined> {
  const program = ['redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  )
  if (program === undefined) return undefined
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, args, { stdio: 'ignore' })
  await waitUntil('Redis answers', () => answers(`redis://127.0.0.1:${port}`))
  return child
}

function missing(): undefined {
  const hint = 'No redis-server or valkey-server on PATH (apt-get install redis-server) and no REDIS_URL'
  if (process.env['REQUIRE_REDIS']) throw new Error(`${hint}; this run requires Redis.`)
  process.stderr.write(`${hint}: the tests that need Redis are skipped.\n`)
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, disconnectTimeout: 100 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

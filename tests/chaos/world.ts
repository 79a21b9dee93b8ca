import { spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { openPool } from '../../src/db/database.ts'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { withFileLock } from '../../src/db/file-lock.ts'
import { hasProcess } from '../../src/db/process-mark.ts'
import { freePort, launchRedis } from '../support/redis-server.ts'
import { makeTemplate } from '../support/template-database.ts'
import { waitUntil } from '../support/wait-until.ts'
import { mountSmallDisk } from './small-disk.ts'
import { openSpares, type Spares } from './spares.ts'

/** The servers of a chaos run, all of them its own, so that it may kill them. */
export interface World {
  readonly folder: string
  /** The address of the cluster's database `recap`; runs clone `recap_template`. */
  readonly databaseUrl: string
  readonly databasePort: number
  readonly redis: RedisControl | undefined
  readonly spares: Spares
  /** Ends PostgreSQL at once, as `pg_ctl stop -m immediate` does; it comes back by itself on the same port. */
  crashDatabase(): Promise<void>
  /** Copies the whole cluster as it is now, and returns what puts the copy in its place. */
  backUp(): Promise<() => Promise<void>>
  /** Leaves no byte free on the database's disk for so long; undefined where no small disk could be made for it. */
  readonly fillDisk: ((forMs: number) => Promise<void>) | undefined
  query(statement: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

interface RedisControl {
  readonly port: number
  flush(): Promise<void>
  /** Killed without saving; `start` brings an empty one back on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

export async function openWorld(backend: 'postgres' | 'redis'): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-chaos-'))
  // Run by root, PostgreSQL belongs to another user, who has to get in.
  chmodSync(folder, 0o755)
  const server = path.join(folder, 'server')
  const disk = mountSmallDisk(server)
  const postgres = await openEmbeddedPostgres(server)
  const query = (statement: string) => queryOnce(postgres.url, statement)
  await makeTemplate(postgres.url)
  const isBack = () => waitUntil('PostgreSQL is back', () => query('SELECT 1').then(isTrue, isFalse), 60_000)
  const redis = backend === 'redis' ? await openRedis() : undefined
  const spares = openSpares(2, path.join(folder, 'compile-cache'))
  return {
    folder,
    databaseUrl: postgres.url,
    databasePort: Number(new URL(postgres.url).port),
    redis,
    spares,
    query,
    async crashDatabase() {
      process.kill(serverProcess(server), 'SIGQUIT')
      await isBack()
    },
    backUp: () => backUp(server, isBack),
    fillDisk:
      disk &&
      (async (forMs) => {
        disk.fill()
        await delay(forMs)
        disk.free()
        await isBack()
      }),
    async close() {
      spares.close()
      await redis?.kill()
      await postgres.close()
      disk?.unmount()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

function serverProcess(server: string): number {
  return Number(readFileSync(path.join(server, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

async function backUp(server: string, isBack: () => Promise<void>): Promise<() => Promise<void>> {
  const [cluster, copy] = [path.join(server, 'postgres'), path.join(server, 'copy')]
  await whileDown(server, () => void spawnSync('cp', ['-a', cluster, copy]))
  await isBack()
  return async () => {
    await whileDown(server, () => {
      rmSync(cluster, { recursive: true })
      renameSync(copy, cluster)
      rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
    })
    await isBack()
  }
}

/** Nobody starts the server again before its lock is free. */
async function whileDown(server: string, work: () => void): Promise<void> {
  await withFileLock(path.join(server, 'postgres.lock'), async () => {
    const pid = serverProcess(server)
    process.kill(pid, 'SIGQUIT')
    await waitUntil('PostgreSQL is down', () => !hasProcess(pid), 30_000)
    work()
  })
}

const isTrue = (): boolean => true
const isFalse = (): boolean => false

async function queryOnce(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(url, { max: 1 })
  try {
    return (await pool.query(statement)).rows
  } finally {
    await pool.end()
  }
}

async function openRedis(): Promise<RedisControl> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const control = {
    port,
    flush: () => withClient(port, async (client) => void (await client.flushall())),
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async start() {
      child = await launchRedis(port)
    },
  }
  await control.start()
  return control
}

async function withClient(port: number, work: (client: Redis) => Promise<void>): Promise<void> {
  const client = new Redis({ port, lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await work(client)
  } finally {
    client.disconnect()
  }
}

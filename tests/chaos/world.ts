import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { openPool } from '../../src/db/database.ts'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { freePort, launchRedis } from '../support/redis-server.ts'
import { makeTemplate } from '../support/template-database.ts'
import { waitUntil } from '../support/wait-until.ts'
import { mountSmallDisk } from './small-disk.ts'

/** The servers of a chaos run, all of them its own, so that it may kill them. */
export interface World {
  readonly folder: string
  /** The address of the cluster's database `recap`; runs clone `recap_template`. */
  readonly databaseUrl: string
  readonly databasePort: number
  readonly redis: RedisControl | undefined
  /** Ends PostgreSQL at once, as `pg_ctl stop -m immediate` does; it comes back by itself on the same port. */
  crashDatabase(): Promise<void>
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
  const disk = mountSmallDisk(path.join(folder, 'server'))
  const postgres = await openEmbeddedPostgres(path.join(folder, 'server'))
  const query = (statement: string) => queryOnce(postgres.url, statement)
  await makeTemplate(postgres.url)
  const isBack = () => waitUntil('PostgreSQL is back', () => query('SELECT 1').then(isTrue, isFalse), 60_000)
  const redis = backend === 'redis' ? await openRedis() : undefined
  return {
    folder,
    databaseUrl: postgres.url,
    databasePort: Number(new URL(postgres.url).port),
    redis,
    query,
    async crashDatabase() {
      const pid = Number(
        readFileSync(path.join(folder, 'server/postgres/postmaster.pid'), 'utf8').split('\n')[0],
      )
      process.kill(pid, 'SIGQUIT')
      await isBack()
    },
    fillDisk:
      disk &&
      (async (forMs) => {
        disk.fill()
        await delay(forMs)
        disk.free()
        await isBack()
      }),
    async close() {
      await redis?.kill()
      await postgres.close()
      disk?.unmount()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
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

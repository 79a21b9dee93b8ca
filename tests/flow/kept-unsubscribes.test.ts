import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { prepareCluster, type Cluster } from '../../src/db/postgres-cluster.ts'
import { startServer, stopServer, type Server } from '../../src/db/postgres-server.ts'
import { signToken } from '../../src/subscribers/token.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const key = Buffer.alloc(32, 7)
const people = 1200

/** A PostgreSQL that the test stops and starts, always on the same port. */
async function openOwnDatabase() {
  const base = mkdtempSync(path.join(tmpdir(), 'recap-kept-'))
  chmodSync(base, 0o755)
  const cluster: Cluster = await prepareCluster(base)
  let server: Server | undefined = await startServer(cluster)
  const { port } = server
  const stop = async () => {
    if (server) await stopServer(server, cluster)
    server = undefined
  }
  closers.push(async () => {
    await stop()
    rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  const urlOf = (name: string) => `postgres://recap:${cluster.password}@127.0.0.1:${port}/${name}`
  const query = async (text: string, name = 'recap') => {
    const client = new Client({ connectionString: urlOf(name) })
    await client.connect()
    const result = await client.query(text)
    await client.end()
    return result
  }
  await query('CREATE DATABASE recap', 'postgres')
  const start = async () => {
    server = await startServer(cluster, port)
  }
  return { base, url: urlOf('recap'), query, stop, start }
}

async function startWeb(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const support = path.resolve('tests/support')
  const hooks = path.join(support, 'tsx-hooks.mjs')
  const child = spawn(process.execPath, ['--import', hooks, path.join(support, 'web-process.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closers.push(() => kill(child))
  const [line] = await once(child.stdout, 'data')
  return { child, url: String(line).trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('no unsubscribe that was answered 200 is lost, though database and server are killed in a storm', async () => {
  const database = await openOwnDatabase()
  const port = String(20_000 + Math.floor(Math.random() * 20_000))
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.url,
    DATA_DIR: path.join(database.base, 'data'),
    SECRET_KEYS: `k1:${key.toString('base64')}`,
    PORT: port,
  }
  const first = await startWeb(env)
  await database.query(`INSERT INTO subscriber (email, email_key, address_hmac)
    SELECT n || '@r.example', n || '@r.example', decode(md5(n::text), 'hex') FROM generate_series(1, ${people}) n`)
  await database.query(`INSERT INTO subscription
    (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_at)
    SELECT subscriber.id, newsletter.id, 'active', 'x', 'test', now() FROM subscriber, newsletter`)
  const { rows } = await database.query(
    `SELECT subscriber_id AS id, newsletter_id AS "newsletterId" FROM subscription`,
  )
  const waiting: { id: number; newsletterId: number }[] = [...rows]
  const answered = new Set<number>()
  const over = new AbortController()
  closers.push(async () => over.abort())
  const storm = async (): Promise<void> => {
    for (let person = waiting.pop(); person && !over.signal.aborted; person = waiting.pop()) {
      const { id: subscriberId, newsletterId } = person
      const token = signToken([{ id: 'k1', key }], 'unsubscribe', { subscriberId, newsletterId })
      const answer = await fetch(`${first.url}/unsubscribe/${token}`, { method: 'POST' }).catch(
        () => undefined,
      )
      await answer?.arrayBuffer().catch(() => undefined)
      if (answer?.status === 200) answered.add(subscriberId)
      else {
        waiting.unshift(person)
        await delay(20)
      }
    }
  }
  const storms = Promise.all(Array.from({ length: 16 }, storm))
  const reach = (count: number) => waitUntil(`${count} are answered`, () => answered.size >= count, 40_000)

  await reach(100)
  await database.stop()
  const before = answered.size
  await reach(before + 150)
  await kill(first.child)
  await database.start()
  await startWeb(env)
  await reach(answered.size + 100)
  await database.stop()
  await reach(answered.size + 100)
  await database.start()
  await storms

  const left = async () => {
    const result = await database.query(
      `SELECT subscriber_id AS id FROM subscription WHERE status = 'unsubscribed'`,
    )
    return new Set(result.rows.map((row) => row.id))
  }
  await waitUntil('what was kept is brought in', async () => {
    const ended = await left()
    return [...answered].every((id) => ended.has(id))
  })
  expect(answered.size).toBeGreaterThan(450)
}, 300_000)

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openApp, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { silentLogger } from '../../src/log.ts'
import { buildForMany } from '../support/frozen-issue.ts'
import { setSampleNewsletter } from '../support/sample-newsletter.ts'
import { chaosTiming } from './chaos-timing.ts'
import { openCuttingProxy, type CuttingProxy } from './cutting-proxy.ts'
import type { Damage, Leaver } from './evidence.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'
import { watchWrites } from './watch-writes.ts'
import { startWorkerProcess, type WorkerHandle } from './worker-handle.ts'
import type { World } from './world.ts'

/** One run: an issue for many people in a database of its own, and everything that a fault may break. */
export interface Rig {
  readonly world: World
  readonly name: string
  /** The harness's own view, straight to the servers. */
  readonly app: App
  readonly issueId: number
  readonly recipients: number
  readonly sink: MailSink
  readonly proxies: Readonly<Record<'database' | 'smtp', CuttingProxy>> & { readonly redis?: CuttingProxy }
  readonly workers: WorkerHandle[]
  /** Those of them that were started to die at a failpoint. */
  readonly doomed: WorkerHandle[]
  readonly damage: Damage
  readonly leavers: Leaver[]
  startWorker(env?: Readonly<Record<string, string>>): WorkerHandle
  /** Starts a process that sends the issue and ends. */
  startSender(env?: Readonly<Record<string, string>>): WorkerHandle
  /** Puts the clocks of all processes forward or back. */
  stepClock(ms: number): void
  close(): Promise<void>
}

const keys = `k1:${Buffer.alloc(32, 7).toString('base64')}`

export async function openRig(world: World, recipients: number): Promise<Rig> {
  const name = `chaos_${randomBytes(4).toString('hex')}`
  await world.query(`CREATE DATABASE ${name} TEMPLATE recap_template`)
  const dataDir = path.join(world.folder, name)
  mkdirSync(dataDir)
  const sink = await startMailSink(path.join(dataDir, 'sink.log'))
  const proxies = {
    database: await openCuttingProxy(world.databasePort),
    smtp: await openCuttingProxy(sink.port),
    ...(world.redis && { redis: await openCuttingProxy(world.redis.port) }),
  }
  const clock = { offsetMs: 0 }
  const common = {
    SECRET_KEYS: keys,
    PUBLIC_URL: 'https://news.sample.example',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
  }
  const databaseUrl = world.databaseUrl.replace(/\/recap$/, `/${name}`)
  const app = await openApp(
    loadConfig({
      ...common,
      DATABASE_URL: databaseUrl,
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      ...redisOf(world.redis?.port),
    }),
    {
      logger: silentLogger(),
      queuePrefix: name,
      timing: chaosTiming,
      now: () => new Date(Date.now() + clock.offsetMs),
    },
  )
  await setSampleNewsletter(app)
  const issueId = await buildForMany(app, recipients)
  await watchWrites(app.db)
  const workers: WorkerHandle[] = []
  const workerEnv = {
    ...common,
    DATABASE_URL: through(databaseUrl, proxies.database),
    SMTP_URL: `smtp://127.0.0.1:${proxies.smtp.port}`,
    ...redisOf(proxies.redis?.port),
  }
  const start = (env: Readonly<Record<string, string>>): WorkerHandle =>
    startWorkerProcess({ env: { ...workerEnv, ...env }, queuePrefix: name, offsetMs: clock.offsetMs })
  return {
    world,
    name,
    app,
    issueId,
    recipients,
    sink,
    proxies,
    workers,
    doomed: [],
    damage: { kills: 0, cutAtDot: 0 },
    leavers: [],
    startWorker(env = {}) {
      const worker = start(env)
      workers.push(worker)
      return worker
    },
    startSender: (env = {}) => start({ ...env, SEND_ISSUE: String(issueId) }),
    stepClock(ms) {
      clock.offsetMs += ms
      for (const worker of workers) worker.setClock(clock.offsetMs)
    },
    async close() {
      for (const worker of workers) worker.signal('SIGKILL')
      await Promise.all(workers.map((worker) => worker.exited()))
      await app.close()
      await sink.close()
      for (const proxy of Object.values(proxies)) await proxy.close()
      await world.query(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

function redisOf(port: number | undefined): Record<string, string> {
  return port === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${port}` }
}

function through(url: string, proxy: CuttingProxy): string {
  const proxied = new URL(url)
  proxied.port = String(proxy.port)
  return proxied.href
}

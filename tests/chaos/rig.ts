import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openApp, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { silentLogger } from '../../src/log.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { buildForMany } from '../support/frozen-issue.ts'
import { setSampleNewsletter } from '../support/sample-newsletter.ts'
import { chaosTiming } from './chaos-timing.ts'
import { openCuttingProxy, type CuttingProxy } from './cutting-proxy.ts'
import type { Damage, Finding, Leaver } from './evidence.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'
import { watchWrites } from './watch-writes.ts'
import type { WorkerHandle } from './worker-handle.ts'
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
  /** Whether all have left who leave by themselves. */
  haveLeft: boolean
  /** What faults saw themselves that must not be. */
  readonly findings: Finding[]
  /** What faults meant to break and could not, as the run was over or the machine does not allow it. */
  readonly missed: string[]
  /** The settings of every process. */
  readonly env: Readonly<Record<string, string>>
  startWorker(env?: Readonly<Record<string, string>>): WorkerHandle
  /** Starts a process that sends the issue and ends. */
  startSender(env?: Readonly<Record<string, string>>): WorkerHandle
  /** Puts the clocks of all processes forward or back. */
  stepClock(ms: number): void
  close(): Promise<void>
}

const settings = {
  SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  PUBLIC_URL: 'https://news.sample.example',
  LOG_LEVEL: 'silent',
  WORKERS: 'issue,deliver,schedule',
}

export async function openRig(world: World, recipients: number): Promise<Rig> {
  const name = `chaos_${randomBytes(4).toString('hex')}`
  await world.query(`CREATE DATABASE ${name} TEMPLATE recap_template`)
  const databaseUrl = world.databaseUrl.replace(/\/recap$/, `/${name}`)
  const dataDir = path.join(world.folder, name)
  mkdirSync(dataDir)
  const sink = await startMailSink(path.join(dataDir, 'sink.log'))
  const proxies = await openProxies(world, sink)
  const common = { ...settings, DATA_DIR: dataDir, ...redisOf(world.redis?.port) }
  const clock = { offsetMs: 0 }
  const config = loadConfig({
    ...common,
    DATABASE_URL: databaseUrl,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
  })
  const now = (): Date => new Date(Date.now() + clock.offsetMs)
  const app = await openApp(config, { logger: silentLogger(), queuePrefix: name, timing: chaosTiming, now })
  const issueId = await buildChaosIssue(app, recipients)
  const workers: WorkerHandle[] = []
  const env = {
    ...common,
    DATABASE_URL: through(databaseUrl, proxies.database),
    SMTP_URL: `smtp://127.0.0.1:${proxies.smtp.port}`,
    ...redisOf(proxies.redis?.port),
  }
  const start = (more: Readonly<Record<string, string>>): WorkerHandle => {
    const { offsetMs } = clock
    return world.spares.start({ env: { ...env, ...more }, queuePrefix: name, offsetMs, timing: chaosTiming })
  }
  return {
    ...blankNotes(),
    world,
    name,
    app,
    issueId,
    recipients,
    sink,
    proxies,
    workers,
    env,
    startWorker(more = {}) {
      const worker = start(more)
      workers.push(worker)
      return worker
    },
    startSender: (more = {}) => start({ ...more, SEND_ISSUE: String(issueId) }),
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

type Notes = Pick<Rig, 'doomed' | 'damage' | 'leavers' | 'haveLeft' | 'findings' | 'missed'>

function blankNotes(): Notes {
  const damage = { takenForDead: 0, cutAtDot: 0, forgotten: 0 }
  return { doomed: [], damage, leavers: [], haveLeft: false, findings: [], missed: [] }
}

async function openProxies(world: World, sink: MailSink): Promise<Rig['proxies']> {
  return {
    database: await openCuttingProxy(world.databasePort),
    smtp: await openCuttingProxy(sink.port),
    ...(world.redis && { redis: await openCuttingProxy(world.redis.port) }),
  }
}

/** The draft of an issue in a database that notes what must not happen. */
async function buildChaosIssue(app: App, recipients: number): Promise<number> {
  await setSampleNewsletter(app)
  // Clocks that are put months ahead must not let the evidence be tidied away.
  await setNewsletter(app, [['retention-days', '3650']])
  const issueId = await buildForMany(app, recipients)
  await watchWrites(app.db)
  return issueId
}

function redisOf(port: number | undefined): Record<string, string> {
  return port === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${port}` }
}

function through(url: string, proxy: CuttingProxy): string {
  const proxied = new URL(url)
  proxied.port = String(proxy.port)
  return proxied.href
}

import { setTimeout as delay } from 'node:timers/promises'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import type { FailpointName } from '../../src/failpoints.ts'
import { waitUntil } from '../support/wait-until.ts'
import { chaosTiming } from './chaos-timing.ts'
import type { Rig } from './rig.ts'
import type { WorkerHandle } from './worker-handle.ts'
import type { SinkMode } from './sink-session.ts'

/** Something that goes wrong in the middle of a send; it is over when the promise resolves. */
export interface Fault {
  readonly name: string
  /** Only where Redis carries the bells. */
  readonly needsRedis?: boolean
  readonly strike: (rig: Rig) => Promise<void>
  /** What goes wrong already before the issue is on its way. */
  readonly before?: (rig: Rig) => Promise<void>
}

const leaseMs = chaosTiming.leaseSeconds * 1_000

/** Connections of a worker: as many messages may be between their final dot and its reply when all are cut. */
const connections = 20

const diesInWorker = [
  'before attempt is committed',
  'after attempt is committed',
  'after reply before journal',
  'after journal before flush',
  'during finalise',
] as const

const diesInSender = ['during freeze', 'during doorbell add'] as const

export const faults: readonly Fault[] = [
  { name: 'a worker is killed', strike: (rig) => killSome(rig, 1) },
  { name: 'all workers are killed', strike: (rig) => killSome(rig, Number.POSITIVE_INFINITY) },
  ...diesInWorker.map((name) => ({
    name: `a worker dies ${name}`,
    before: (rig: Rig) => startDoomed(rig, name),
    strike: replaceDoomed,
  })),
  ...diesInSender.map((name) => ({
    name: `a process dies ${name}`,
    before: (rig: Rig) => dieSending(rig, name),
    strike: async () => undefined,
  })),
  ...(['RCPT', 'body', 'dot'] as const).map((stage) => ({
    name: `a worker is killed while the mail server is silent after ${stage}`,
    strike: (rig: Rig) => killInSilence(rig, stage),
  })),
  { name: 'a worker is stopped for longer than its lease', strike: pauseWorker },
  { name: 'a second scheduler starts', strike: async (rig) => void rig.startWorker() },
  { name: 'two workers are rung for every chunk', strike: ringTwice },
  { name: 'a thousand clicks on send', strike: sendManyTimes },
  { name: 'Redis is flushed', needsRedis: true, strike: async ({ world }) => world.redis?.flush() },
  { name: 'Redis is killed and comes back empty', needsRedis: true, strike: (rig) => killRedis(rig, 500) },
  { name: 'Redis stays away', needsRedis: true, strike: (rig) => killRedis(rig, 3 * leaseMs) },
  { name: 'PostgreSQL restarts at once', strike: ({ world }) => world.crashDatabase() },
  { name: 'the disk of PostgreSQL is full', strike: async ({ world }) => world.fillDisk?.(2_000) },
  { name: 'backends are terminated at random', strike: terminateBackends },
  { name: 'the reply to a claim is cut', strike: (rig) => cutReply(rig, "'attempted'") },
  { name: 'the reply to a record is cut', strike: (rig) => cutReply(rig, 'jsonb_to_recordset') },
  {
    name: 'the mail server hangs up before the dot',
    strike: inMode({ kind: 'hang-up-before-dot', share: 0.3 }),
  },
  {
    name: 'the mail server hangs up after the dot',
    strike: inMode({ kind: 'hang-up-after-dot', share: 0.1 }),
  },
  { name: 'the mail server resets after its 250', strike: inMode({ kind: 'reset-after-250', share: 0.1 }) },
  {
    name: 'the mail server ends connections after a few messages',
    strike: inMode({ kind: 'close-every', messages: 7 }),
  },
  { name: 'the mail server defers everything', strike: inMode({ kind: 'defer', code: 451 }) },
  { name: 'the mail server is too busy', strike: inMode({ kind: 'defer', code: 421 }) },
  { name: 'everyone is greylisted', strike: inMode({ kind: 'greylist' }) },
  { name: 'mail connections are cut', strike: cutMail },
  { name: 'the database cannot be reached for long', strike: partition },
  { name: 'clocks go an hour forward', strike: async (rig) => rig.stepClock(3_600_000) },
  { name: 'clocks go an hour back', strike: async (rig) => rig.stepClock(-3_600_000) },
]

async function killSome(rig: Rig, most: number): Promise<void> {
  const victims = rig.workers.filter((worker) => worker.isAlive()).slice(0, most)
  rig.damage.kills += victims.length
  for (const victim of victims) victim.signal('SIGKILL')
  await Promise.all(victims.map((victim) => victim.exited()))
  for (const _ of victims) rig.startWorker()
}

async function startDoomed(rig: Rig, name: FailpointName): Promise<void> {
  const worker = rig.startWorker({ DIE_AT: name, DIE_AFTER: '3' })
  rig.doomed.push(worker)
  await worker.ready
}

/** A worker that was started to die has done so by now, or found too little to do. */
async function replaceDoomed(rig: Rig): Promise<void> {
  const dead = (): WorkerHandle[] => rig.doomed.filter((worker) => !worker.isAlive())
  await waitUntil('a worker has died', () => dead().length > 0, 5_000).catch(() => undefined)
  rig.damage.kills += dead().length
  rig.doomed.length = 0
  rig.startWorker()
  rig.startWorker()
}

/** The issue has to be a draft still, or sent whole. */
async function dieSending(rig: Rig, name: FailpointName): Promise<void> {
  await rig.startSender({ DIE_AT: name }).exited()
}

async function killInSilence(rig: Rig, stage: 'RCPT' | 'body' | 'dot'): Promise<void> {
  await rig.sink.setMode({ kind: 'silent', stage })
  await delay(300)
  await killSome(rig, 1)
  await rig.sink.setMode({ kind: 'take' })
}

/** What it had in flight goes out when it wakes up, long after another took its chunk over. */
async function pauseWorker(rig: Rig): Promise<void> {
  const worker = rig.workers.find((each) => each.isAlive())
  rig.damage.kills += 1
  worker?.signal('SIGSTOP')
  await delay(leaseMs * 1.5)
  worker?.signal('SIGCONT')
}

async function ringTwice(rig: Rig): Promise<void> {
  const { findChunks } = await import('../../src/delivery/find-chunks.ts')
  const { ringChunks } = await import('../../workers/ring-chunks.ts')
  for (let round = 0; round < 5; round += 1) {
    const chunks = await findChunks(rig.app)
    await ringChunks(rig.app, chunks)
    await ringChunks(
      rig.app,
      chunks.map((chunk) => ({ ...chunk, epoch: chunk.epoch + 1_000 + round })),
    )
  }
}

async function sendManyTimes(rig: Rig): Promise<void> {
  await Promise.all(Array.from({ length: 1_000 }, () => sendIssue(rig.app.freezing, rig.issueId, 'test')))
}

async function killRedis({ world }: Rig, awayMs: number): Promise<void> {
  await world.redis?.kill()
  await delay(awayMs)
  await world.redis?.start()
}

async function terminateBackends({ world, name }: Rig): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await world.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = '${name}' AND application_name <> 'recap chaos' AND random() < 0.4`)
    await delay(100)
  }
}

async function cutReply({ proxies }: Rig, text: string): Promise<void> {
  const before = proxies.database.cutReplies
  proxies.database.cutReplyTo(text)
  await waitUntil('a reply was cut', () => proxies.database.cutReplies > before, 10_000).catch(
    () => undefined,
  )
}

function inMode(mode: SinkMode): (rig: Rig) => Promise<void> {
  return async ({ sink }) => {
    await sink.setMode(mode)
    await delay(1_500)
    await sink.setMode({ kind: 'take' })
  }
}

async function cutMail({ proxies, damage, workers }: Rig): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    damage.cutAtDot += connections * workers.filter((worker) => worker.isAlive()).length
    proxies.smtp.cut()
    await delay(300)
  }
}

/** Workers that cannot renew their leases are taken for dead, and what they have in flight may go out twice. */
async function partition(rig: Rig): Promise<void> {
  rig.damage.kills += rig.workers.filter((worker) => worker.isAlive()).length
  rig.proxies.database.stall(true)
  await delay(leaseMs * 3)
  rig.proxies.database.stall(false)
  rig.proxies.database.cut()
}

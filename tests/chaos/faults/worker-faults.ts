import { setTimeout as delay } from 'node:timers/promises'
import type { FailpointName } from '../../../src/failpoints.ts'
import { waitUntil } from '../../support/wait-until.ts'
import type { Rig } from '../rig.ts'
import { leaseMs, type Fault } from './fault.ts'

/** Where a worker dies, and which time that it comes there: chunks end more seldom than batches. */
const diesInWorker: Partial<Record<FailpointName, number>> = {
  'before attempt is committed': 3,
  'after attempt is committed': 3,
  'after reply before journal': 50,
  'after journal before flush': 50,
  'during finalise': 1,
}

const diesInSender = ['during freeze', 'during doorbell add'] as const

/** Processes that are killed, alone and together, at every named place of a send, and one that only seems dead. */
export const workerFaults: readonly Fault[] = [
  { name: 'a worker is killed', strike: (rig) => killSome(rig, 1) },
  { name: 'all workers are killed', strike: (rig) => killSome(rig, Number.POSITIVE_INFINITY) },
  ...Object.entries(diesInWorker).map(([name, nth]) => ({
    name: `a worker dies ${name}`,
    before: (rig: Rig) => startDoomed(rig, { DIE_AT: name, DIE_AFTER: String(nth) }),
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
]

async function killSome(rig: Rig, most: number): Promise<void> {
  const victims = rig.workers.filter((worker) => worker.isAlive()).slice(0, most)
  for (const victim of victims) victim.signal('SIGKILL')
  await Promise.all(victims.map((victim) => victim.exited()))
  for (const _ of victims) rig.startWorker()
}

async function startDoomed(rig: Rig, env: Readonly<Record<string, string>>): Promise<void> {
  const worker = rig.startWorker(env)
  rig.doomed.push(worker)
  await worker.ready
}

async function replaceDoomed(rig: Rig): Promise<void> {
  const isOver = (): boolean => rig.doomed.every((worker) => !worker.isAlive())
  await waitUntil('those that have to die have died', isOver, 30_000).catch(() =>
    rig.missed.push('the death'),
  )
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
  rig.damage.takenForDead += 1
  worker?.signal('SIGSTOP')
  await delay(leaseMs * 1.5)
  worker?.signal('SIGCONT')
}

import { setTimeout as delay } from 'node:timers/promises'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { areSent, readAllBooks, waitUntilSent, watchBooks } from './books.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { judgeRun, type RunReport } from './judge-run.ts'
import { unsubscribeSome } from './leavers.ts'
import { openRig, type Rig } from './rig.ts'
import type { SinkRecord } from './sink-log.ts'
import type { WorkerHandle } from './worker-handle.ts'
import type { World } from './world.ts'

export interface StormPlan {
  readonly kills: number
  readonly recipients: number
  readonly tell: (report: RunReport) => void
}

/** What a worker needs in order to send, and to be replaced soon. */
const duties = { WORKERS: 'deliver,schedule' }

/** Workers that send beside each other. */
const hands = 3

/** Slow enough that each connection has a message between its final dot and its reply most of the time. */
const replyMs = 150

/** A worker is killed when this many more were accepted at most, or after this time if nothing moves. */
const mostBetween = 80
const longestBetweenMs = 3_000

const longestRunMs = 300_000

/** Sends issue after issue while workers are killed at random moments and replaced at once, until so many were killed. */
export async function runKillStorm(world: World, { kills, recipients, tell }: StormPlan): Promise<void> {
  for (let left = kills; left > 0;) {
    const report = await stormIssue(world, { recipients, most: left })
    left -= report.kills
    tell(report)
  }
}

async function stormIssue(
  world: World,
  { recipients, most }: { recipients: number; most: number },
): Promise<RunReport> {
  const rig = await openRig(world, recipients)
  try {
    await rig.sink.setMode({ kind: 'take', replyMs })
    await Promise.all(Array.from({ length: hands }, () => rig.startWorker(duties).ready))
    const watch = watchBooks(rig)
    await sendIssue(rig.app.freezing, rig.issueId, 'test')
    const [deaths] = await Promise.all([killUntilSent(rig, most), unsubscribeSome(rig)])
    const slowestRecoveryMs = slowestRecovery(deaths, rig.sink.records())
    const evidence = await gatherEvidence(rig, { books: await watch.stop(), slowestRecoveryMs })
    return judgeRun(['a storm of kills'], rig, evidence)
  } finally {
    await rig.close()
  }
}

/** Kills workers, any of those that are at work, until all is sent or enough have died; returns when. */
async function killUntilSent(rig: Rig, most: number): Promise<number[]> {
  const deaths: number[] = []
  const ready = new Set<WorkerHandle>(rig.workers)
  const deadline = Date.now() + longestRunMs
  while (deaths.length < most && Date.now() < deadline && (await sendsOn(rig))) {
    const victim = [...ready][Math.floor(Math.random() * ready.size)]
    if (!victim) continue
    victim.signal('SIGKILL')
    deaths.push(Date.now())
    ready.delete(victim)
    void getReady(rig, ready)
  }
  await waitUntilSent(rig, longestRunMs)
  return deaths
}

/** Waits for a random number of mails, and for a random moment after them; false when there is nothing left to send. */
async function sendsOn(rig: Rig): Promise<boolean> {
  const until = Date.now() + longestBetweenMs
  const accepted = async (): Promise<number | undefined> => {
    const books = await readAllBooks(rig)
    return books && areSent(books) ? undefined : (books?.[0]?.accepted ?? 0)
  }
  const enough = ((await accepted()) ?? 0) + Math.random() * mostBetween
  for (;;) {
    await delay(Math.random() * 120)
    const now = await accepted()
    if (now === undefined) return false
    if (now >= enough || Date.now() > until) return true
  }
}

async function getReady(rig: Rig, ready: Set<WorkerHandle>): Promise<void> {
  const worker = rig.startWorker(duties)
  await worker.ready
  if (worker.isAlive()) ready.add(worker)
}

/** The longest time from a death to the next message that the mail server took. */
function slowestRecovery(deaths: readonly number[], records: readonly SinkRecord[]): number {
  const taken = records.filter(({ phase }) => phase === 'taken').map(({ at }) => at)
  return Math.max(0, ...deaths.map((death) => (taken.find((at) => at > death) ?? death) - death))
}

import { setTimeout as delay } from 'node:timers/promises'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { readStatus, type IssueBooks } from '../../src/delivery/read-status.ts'
import { checkInvariants, countDuplicates, duplicateBound, type Verdict } from './check-invariants.ts'
import type { Fault } from './faults.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { unsubscribeSome } from './leavers.ts'
import { openRig, type Rig } from './rig.ts'
import type { World } from './world.ts'

/** What came of one run. */
export interface RunReport {
  readonly faults: readonly string[]
  readonly kills: number
  readonly duplicates: number
  readonly bound: number
  readonly lost: number
  readonly recoveryMs: number
  readonly broken: readonly Verdict[]
}

export interface RunPlan {
  readonly recipients: number
  readonly faults: readonly Fault[]
  /** After which share of the recipients each fault strikes. */
  readonly moments: readonly number[]
}

const longestRunMs = 150_000

/** Sends one issue while its faults strike, waits until it is done, and judges it. */
export async function runChaos(world: World, plan: RunPlan): Promise<RunReport> {
  const rig = await openRig(world, plan.recipients)
  try {
    for (const { before } of plan.faults) await before?.(rig)
    // One that is to die has to get the work.
    if (rig.doomed.length === 0) await Promise.all([rig.startWorker().ready, rig.startWorker().ready])
    const books = watchBooks(rig)
    await sendIssue(rig.app.freezing, rig.issueId, 'test')
    const [recoveryMs] = await Promise.all([strikeAndRecover(rig, plan), unsubscribeSome(rig)])
    const evidence = await gatherEvidence(rig, { books: await books.stop(), slowestRecoveryMs: recoveryMs })
    const verdicts = checkInvariants(evidence)
    return {
      faults: plan.faults.map(({ name }) => name),
      kills: rig.damage.kills,
      duplicates: countDuplicates(evidence.sink),
      bound: duplicateBound(evidence),
      lost: verdicts.find(({ invariant }) => invariant.startsWith('I2'))?.faults.length ?? 0,
      recoveryMs,
      broken: verdicts.filter(({ faults }) => faults.length > 0),
    }
  } finally {
    await rig.close()
  }
}

/** Strikes at the moments of the plan and returns how long the issue took to be done after the last fault. */
async function strikeAndRecover(rig: Rig, { faults, moments, recipients }: RunPlan): Promise<number> {
  for (const [index, fault] of faults.entries()) {
    // What was prepared before the send strikes by itself.
    const enough = fault.before ? 0 : (moments[index] ?? 0.5) * recipients
    await waitFor(rig, async (books) => books.accepted + books.deferred + books.rejected >= enough)
    await fault.strike(rig)
  }
  const struckAt = Date.now()
  await waitFor(rig, async (books) => books.status === 'done')
  return Date.now() - struckAt
}

/** Waits for the books to say so. Where only retries are left, the hours until them are skipped. */
async function waitFor(rig: Rig, holds: (books: IssueBooks) => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + longestRunMs
  while (Date.now() < deadline) {
    const books = await readStatus(rig.app.db, rig.issueId).catch(() => undefined)
    if (books && ((await holds(books)) || books.status === 'done')) return
    if (books && books.deferred > 0 && books.pending + books.attempted === 0) rig.stepClock(6 * 60_000)
    await delay(100)
  }
}

/** Reads the books over and over: each reading has to balance, whatever happens meanwhile. */
function watchBooks(rig: Rig): { stop(): Promise<IssueBooks[]> } {
  const seen: IssueBooks[] = []
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const books = await readStatus(rig.app.db, rig.issueId).catch(() => undefined)
      if (books && books.status !== 'draft') seen.push(books)
      await delay(200, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
      return [...seen, await readStatus(rig.app.db, rig.issueId)]
    },
  }
}

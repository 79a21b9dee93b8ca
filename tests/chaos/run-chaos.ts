import type { IssueBooks } from '../../src/delivery/read-status.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { errorText } from '../../src/errors.ts'
import { waitForBooks, waitUntilSent, watchBooks } from './books.ts'
import type { Fault } from './faults/fault.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { judgeRun, type RunReport } from './judge-run.ts'
import { unsubscribeSome } from './leavers.ts'
import { openRig, type Rig } from './rig.ts'
import type { World } from './world.ts'

export interface RunPlan {
  readonly recipients: number
  readonly faults: readonly Fault[]
  /** After which share of the recipients each fault strikes. */
  readonly moments: readonly number[]
}

const longestRunMs = 150_000

/** Sends one issue while its faults strike, waits until all is sent, and judges it. */
export async function runChaos(world: World, plan: RunPlan): Promise<RunReport> {
  const rig = await openRig(world, plan.recipients)
  try {
    for (const { before } of plan.faults) await before?.(rig)
    // One that is to die has to get the work.
    if (rig.doomed.length === 0) await Promise.all([rig.startWorker().ready, rig.startWorker().ready])
    const watch = watchBooks(rig)
    await sendIssue(rig.app.freezing, rig.issueId, 'test')
    const [slowestRecoveryMs] = await Promise.all([strikeAndRecover(rig, plan), unsubscribeSome(rig)])
    const evidence = await gatherEvidence(rig, { books: await watch.stop(), slowestRecoveryMs })
    const names = plan.faults.map(({ name }) => name)
    return judgeRun(names, rig, evidence)
  } finally {
    await rig.close()
  }
}

/** Strikes at the moments of the plan and returns how long it took until all was sent after the last fault. */
async function strikeAndRecover(rig: Rig, { faults, moments, recipients }: RunPlan): Promise<number> {
  // What was prepared strikes by itself, and until those that die of it are replaced nobody else may be sending.
  const inOrder = faults.toSorted((one, other) => Number(!one.before) - Number(!other.before))
  for (const [index, fault] of inOrder.entries()) {
    const enough = fault.before ? 0 : (moments[index] ?? 0.5) * recipients
    await waitForBooks(rig, (books) => countTried(books) >= enough, longestRunMs)
    await strike(rig, fault)
  }
  const struckAt = Date.now()
  await waitUntilSent(rig, longestRunMs)
  return Date.now() - struckAt
}

async function strike(rig: Rig, fault: Fault): Promise<void> {
  try {
    await fault.strike(rig)
  } catch (error) {
    rig.findings.push({ invariant: 'every fault strikes', told: `${fault.name}: ${errorText(error)}` })
  }
}

function countTried(books: readonly IssueBooks[]): number {
  return books.reduce((sum, { accepted, deferred, rejected }) => sum + accepted + deferred + rejected, 0)
}

import { checkInvariants, countDuplicates, duplicateBound, type Verdict } from './check-invariants.ts'
import type { Evidence } from './evidence.ts'
import type { Rig } from './rig.ts'

/** What came of one run. */
export interface RunReport {
  readonly faults: readonly string[]
  /** What of them could not strike. */
  readonly missed: readonly string[]
  readonly kills: number
  readonly duplicates: number
  readonly bound: number
  readonly lost: number
  readonly recoveryMs: number
  readonly broken: readonly Verdict[]
}

export function judgeRun(faults: readonly string[], rig: Rig, evidence: Evidence): RunReport {
  const verdicts = checkInvariants(evidence)
  return {
    faults,
    missed: rig.missed,
    kills: evidence.killed + rig.damage.takenForDead,
    duplicates: countDuplicates(evidence.sink),
    bound: duplicateBound(evidence),
    lost: verdicts.find(({ invariant }) => invariant.startsWith('I2'))?.faults.length ?? 0,
    recoveryMs: evidence.slowestRecoveryMs,
    broken: verdicts.filter((verdict) => verdict.faults.length > 0),
  }
}

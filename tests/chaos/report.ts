import type { RunReport } from './judge-run.ts'

/** What came of many runs. */
export interface Total {
  readonly runs: number
  readonly kills: number
  readonly lost: number
  readonly duplicates: number
  readonly bound: number
  readonly worstRecoveryMs: number
  /** Faults that could not strike. */
  readonly missed: number
  /** Invariants that did not hold. */
  readonly broken: number
}

export function sumReports(reports: readonly RunReport[]): Total {
  const sum = (of: (report: RunReport) => number): number =>
    reports.reduce((all, report) => all + of(report), 0)
  return {
    runs: reports.length,
    kills: sum(({ kills }) => kills),
    lost: sum(({ lost }) => lost),
    duplicates: sum(({ duplicates }) => duplicates),
    bound: sum(({ bound }) => bound),
    worstRecoveryMs: Math.max(0, ...reports.map(({ recoveryMs }) => recoveryMs)),
    missed: sum(({ missed }) => missed.length),
    broken: sum(({ broken }) => broken.length),
  }
}

const mostTold = 5

/** A run in a line, and a line for each invariant that did not hold. */
export function tellReport(report: RunReport): string {
  const { faults, kills, lost, duplicates, bound, recoveryMs, missed, broken } = report
  const figures = `kills ${kills}, lost ${lost}, duplicates ${duplicates} of ${bound}, recovered in ${recoveryMs} ms`
  const misses = missed.length > 0 ? ` (missed: ${missed.join(', ')})` : ''
  const breaks = broken.map(({ invariant, faults: told }) => {
    const more = told.length > mostTold ? ` and ${told.length - mostTold} more` : ''
    return `   BROKEN ${invariant}: ${told.slice(0, mostTold).join('; ')}${more}`
  })
  return [`${faults.join(' + ')}: ${figures}${misses}`, ...breaks].join('\n')
}

/** How a check came out: `fail` breaks the letter for somebody, `warn` is worth a look. */
type FindingLevel = 'ok' | 'warn' | 'fail'

/** What a check found: what is the case, where in the letter, and how to mend it. */
export interface Finding {
  readonly check: string
  readonly level: FindingLevel
  readonly detail: string
  readonly where: string | null
  readonly mend: string | null
}

/** Something wrong at one place of a letter. */
export interface Fault {
  readonly detail: string
  readonly where: string | null
  readonly mend: string
}

export function ok(check: string, detail: string): Finding {
  return { check, level: 'ok', detail, where: null, mend: null }
}

export function warn(check: string, fault: Fault): Finding {
  return { check, level: 'warn', ...fault }
}

export function fail(check: string, fault: Fault): Finding {
  return { check, level: 'fail', ...fault }
}

/** The faults of a check as findings of a level, or one `ok` when there are none. */
export function findingsOf(
  check: string,
  faults: readonly Fault[],
  { level, well }: { readonly level: 'warn' | 'fail'; readonly well: string },
): Finding[] {
  if (faults.length === 0) return [ok(check, well)]
  return faults.map((fault) => ({ check, level, ...fault }))
}

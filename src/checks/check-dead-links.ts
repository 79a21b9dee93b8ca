import { mapLimit } from '../map-limit.ts'
import { linkTargets } from './check-links.ts'
import { ok, type Finding } from './finding.ts'
import { openFinishedLetter, type FinishedLetter } from './finished-letter.ts'

/** Asks whether there is a page at an address; it does not throw. */
export type ProbeLink = (
  url: string,
) => Promise<{ readonly state: 'alive' | 'gone' | 'unclear'; readonly detail: string }>

export interface DeadLinkOptions {
  /** How long links are asked for in all; those that had no turn by then are named. */
  readonly totalMs?: number
}

const check = 'links/dead'
const linksAtOnce = 8

/**
 * Judges whether the pages that a letter links to are there; Recap's own are left out, as they open with the issue. A
 * page that is gone fails; one that cannot be reached from here is a warning.
 */
export async function checkDeadLinks(
  letter: FinishedLetter,
  probe: ProbeLink,
  { totalMs = 60_000 }: DeadLinkOptions = {},
): Promise<Finding[]> {
  const own = new URL(letter.publicUrl).origin
  const targets = linkTargets(openFinishedLetter(letter)).filter((url) => URL.parse(url)?.origin !== own)
  const end = performance.now() + totalMs
  const findings = await mapLimit(targets, linksAtOnce, async (url) => {
    if (performance.now() >= end) return warning(url, `${url} was not asked for: there was no time left`)
    return findingOf(url, await probe(url))
  })
  const bad = findings.filter((finding) => finding !== null)
  return bad.length > 0 ? bad : [ok(check, `${targets.length} of ${targets.length} pages are there`)]
}

function findingOf(url: string, { state, detail }: Awaited<ReturnType<ProbeLink>>): Finding | null {
  if (state === 'alive') return null
  if (state === 'unclear') return warning(url, detail)
  const mend = 'Mend the address at its source, or hide the article (`recap article hide`).'
  return { check, level: 'fail', detail, where: url, mend }
}

function warning(url: string, detail: string): Finding {
  return { check, level: 'warn', detail, where: url, mend: 'Open the link in a browser.' }
}

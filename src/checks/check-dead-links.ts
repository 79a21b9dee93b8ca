import { askEach, type AskOptions } from './ask-each.ts'
import { linkTargets } from './check-links.ts'
import { ok, warn, type Finding } from './finding.ts'
import { openFinishedLetter, type FinishedLetter } from './finished-letter.ts'

/** What became of a link: `gone` when its host says that there is no such page, else what keeps it from being read. */
interface LinkAnswer {
  readonly state: 'alive' | 'gone' | 'unclear'
  readonly detail: string
}

/** Asks whether there is a page at an address; it does not throw. */
export type ProbeLink = (url: string) => Promise<LinkAnswer>

const check = 'links/dead'

/**
 * Judges whether the pages that a letter links to are there; Recap's own are left out, as they open with the issue. A
 * page that is gone fails; one that cannot be reached from here, or had no turn in time, is a warning.
 */
export async function checkDeadLinks(
  letter: FinishedLetter,
  probe: ProbeLink,
  options?: AskOptions,
): Promise<Finding[]> {
  const own = new URL(letter.publicUrl).origin
  const targets = linkTargets(openFinishedLetter(letter)).filter((url) => URL.parse(url)?.origin !== own)
  const answers = await askEach(targets, probe, options)
  const bad = targets.flatMap((url, index) => findingOf(url, answers[index] ?? null))
  return bad.length > 0 ? bad : [ok(check, `${targets.length} of ${targets.length} pages are there`)]
}

function findingOf(url: string, answer: LinkAnswer | null): Finding[] {
  if (answer?.state === 'alive') return []
  if (answer?.state === 'gone') {
    const mend = 'Mend the address at its source, or hide the article (`recap article hide`).'
    return [{ check, level: 'fail', detail: answer.detail, where: url, mend }]
  }
  const detail = answer?.detail ?? `${url} was not asked for: there was no time left`
  return [warn(check, { detail, where: url, mend: 'Open the link in a browser.' })]
}

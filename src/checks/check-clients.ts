import support from './client-support.json' with { type: 'json' }
import { costs, weightOf } from './feature-weight.ts'
import { findingsOf, ok, type Fault, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { featuresOf } from './letter-features.ts'
import { mailClients, type MailClient } from './mail-clients.ts'

/** What a mail program makes of a letter: the features it lacks, and their cost. */
interface ClientView {
  readonly client: MailClient
  /** Features it lacks that leave a gap, by their names at caniemail.com. */
  readonly missing: readonly string[]
  /** Those of them without which content is lost or out of place. */
  readonly gaps: readonly string[]
  readonly cost: number
}

const facts: Readonly<Record<string, string>> = support.features

/** Judges whether the programs of the readers can show a letter, by the facts of caniemail.com. */
export function checkClients(letter: OpenedLetter): Finding[] {
  const features = featuresOf(letter)
  const views = viewClients([...features.keys()])
  const first = views.filter(({ client }) => client.isFirst)
  const well = `nothing is lost in ${first.length} programs that matter most (facts of ${support.date})`
  return [
    ...findingsOf('clients/structure', gapFaults(first, features), { level: 'fail', well }),
    ...findingsOf('clients/floors', floorFaults(views), {
      level: 'fail',
      well: 'no program misses more than it must',
    }),
    ok('clients/score', `missing features cost ${scoreOf(views)} over ${views.length} programs`),
  ]
}

/** What each mail program makes of a letter that uses some features; one that nobody tested counts as supported. */
export function viewClients(features: readonly string[]): ClientView[] {
  return mailClients.map((client) => {
    const column = support.clients.indexOf(client.id)
    const answers = features.map((feature) => ({ feature, answer: facts[feature]?.[column] }))
    const missing = answers
      .filter(({ feature, answer }) => answer === 'n' && weightOf(feature) !== 'none')
      .map(({ feature }) => feature)
    const costOf = ({ feature, answer }: (typeof answers)[number]): number =>
      costs[weightOf(feature)] * (answer === 'n' ? 1 : answer === 'a' ? 0.5 : 0)
    return {
      client,
      missing,
      gaps: missing.filter((feature) => weightOf(feature) === 'structural'),
      cost: answers.reduce((sum, answer) => sum + costOf(answer), 0),
    }
  })
}

function gapFaults(views: readonly ClientView[], features: ReadonlyMap<string, string>): Fault[] {
  const gaps = new Set(views.flatMap((view) => view.gaps))
  return [...gaps].map((feature) => {
    const clients = views.filter((view) => view.gaps.includes(feature)).map(({ client }) => client.name)
    return {
      detail: `${feature} is not supported by ${clients.join(', ')}`,
      where: features.get(feature) ?? null,
      mend: `Build it without; see https://www.caniemail.com/features/${feature}/.`,
    }
  })
}

function floorFaults(views: readonly ClientView[]): Fault[] {
  return views
    .filter(({ client, missing }) => missing.length > client.floor)
    .map(({ client, missing }) => ({
      detail: `${client.name} lacks ${missing.length} features, ${client.floor} at most: ${missing.join(', ')}`,
      where: null,
      mend: 'Take the newest of them out of the template, or give it a fallback.',
    }))
}

function scoreOf(views: readonly ClientView[]): string {
  return views.reduce((sum, { cost }) => sum + cost, 0).toFixed(1)
}

import type { IssueLimits, Rung, Thin } from './choice.ts'
import type { ThinPolicy } from '../db/values.ts'

/** What was found for the places of an issue, and what was given up for it. */
export interface Yield {
  readonly found: number
  readonly wanted: number
  readonly rungs: ReadonlySet<Rung>
}

const ladder: readonly Rung[] = ['topic-cap', 'source-cap', 'late-7-days', 'fewer-items']

const rungTexts: Record<Rung, string> = {
  'topic-cap': 'the cap of topics was lifted',
  'source-cap': 'the cap of sources was lifted',
  'late-7-days': 'articles up to 7 days late were let in',
  'fewer-items': 'the issue has fewer items',
}

/** What becomes of a week that does not fill its issue. An issue without any item is skipped, whatever the policy. */
export function judgeThinWeek(week: Yield, { minItems }: IssueLimits, policy: ThinPolicy): Thin {
  const { found, wanted, rungs } = week
  const used = ladder.filter((rung) => rungs.has(rung) || (rung === 'fewer-items' && found < wanted))
  const given = used.map((rung) => rungTexts[rung]).join(', ')
  if (found > 0 && found >= minItems) {
    const reason = used.length === 0 ? null : `${found} of ${wanted} places are filled: ${given}.`
    return { outcome: 'enough', rungs: used, reason }
  }
  if (found === 0 && policy !== 'hold') return { outcome: 'skip', rungs: used, reason: nothingNew }
  const few = `The week has ${countArticles(found)} for this issue, and the least is ${Math.max(minItems, 1)}`
  return { outcome: policy, rungs: used, reason: `${few}: ${outcomeTexts[policy]}.` }
}

const nothingNew = 'No articles this week: nothing new came from the sources.'

const outcomeTexts: Record<ThinPolicy, string> = {
  short: 'it goes out short and says that the week was quiet',
  skip: 'it is skipped',
  hold: 'it waits for the editor to send or skip it',
}

function countArticles(count: number): string {
  return count === 0 ? 'no article' : count === 1 ? 'one article' : `${count} articles`
}

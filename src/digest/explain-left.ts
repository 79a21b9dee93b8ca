import type { Caps, Left, Story } from './choice.ts'
import { capAgainst, count, createScope, type Picked, type Rankable } from './spread-picks.ts'

/** A story with its score. */
export interface RankedStory extends Rankable {
  readonly story: Story
  readonly breakdown: Readonly<Record<string, number>>
}

/** Articles that stand behind the representative of their story. */
export function explainFolded(stories: readonly Story[]): Left[] {
  return stories.flatMap(({ representative, members }) =>
    members.map(({ article, kind }) => ({
      articleId: article.id,
      code: 'folded' as const,
      text: `folded into #${representative.id} (${kind === 'copy' ? 'copy' : 'same story'})`,
    })),
  )
}

/** Why stories that could have been picked were not: a cap, or their score. */
export function explainUnpicked(
  ranked: readonly RankedStory[],
  picks: readonly Picked<RankedStory>[],
  { caps, total, pinned }: { caps: Caps; total: number; pinned: ReadonlyMap<number, RankedStory> },
): Left[] {
  const picked = new Set(picks.map(({ item }) => item))
  const whole = createScope(total, caps)
  for (const item of picked) count(whole, item)
  const held = new Set(pinned.values())
  const scores = picks.flatMap(({ item }) => (held.has(item) ? [] : item.score))
  const lowest = scores.length === 0 ? undefined : Math.min(...scores)

  const explain = (item: RankedStory): Pick<Left, 'code' | 'text'> => {
    const score = item.score.toFixed(3)
    if (lowest === undefined)
      return { code: 'below-cut', text: `below the cut: score ${score}, pins fill the issue` }
    if (item.score < lowest) {
      return {
        code: 'below-cut',
        text: `below the cut: score ${score}, the last one in has ${lowest.toFixed(3)}`,
      }
    }
    const [cap] = capAgainst(whole, item)
    if (cap === 'source-cap')
      return { code: cap, text: `cap of its source: ${item.article.sourceName} has its share` }
    if (cap === 'topic-cap') return { code: cap, text: `cap of its topic: ${item.article.topics.join(', ')}` }
    return {
      code: 'below-cut',
      text: `below the cut: score ${score}, set back for its likeness to what is in`,
    }
  }
  return ranked.flatMap((item) => (picked.has(item) ? [] : { articleId: item.article.id, ...explain(item) }))
}

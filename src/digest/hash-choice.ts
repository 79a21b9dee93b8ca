import { createHash } from 'node:crypto'
import { compareText, type ChoiceInput } from './choice.ts'

/**
 * SHA-256 in hex of what an issue is chosen from and by which rules: articles by id and revision, the editor's
 * decisions, what is carried, the settings. The order in which they are given makes no difference.
 */
export function hashChoice(input: ChoiceInput): string {
  const { candidates, decisions, carried, ...settings } = input
  const byId = candidates.toSorted((a, b) => a.id - b.id)
  const text = canonicalJson({
    articles: byId.map(({ id, revision, status }) => [id, revision, status]),
    pins: decisions.pins.toSorted((a, b) => a.articleId - b.articleId),
    hides: sortNumbers(decisions.hides),
    carriedArticles: sortNumbers(carried.articleIds),
    carriedStories: sortNumbers(carried.storyIds),
    told: carried.told.map(({ id, revision }) => [id, revision]).toSorted(([a = 0], [b = 0]) => a - b),
    settings,
  })
  return createHash('sha256').update(text).digest('hex')
}

function sortNumbers(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b)
}

/** JSON without spaces whose objects have their keys in the order of code units (as RFC 8785). */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => compareText(a, b)))
      : part,
  )
}

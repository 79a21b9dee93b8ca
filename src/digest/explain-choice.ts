import type { Choice } from './choice.ts'
import type { NewIssueChoice } from './choices.repository.ts'

/** The reasons of a choice as rows: each item, what was folded into it, and everything left out. */
export function explainChoice(issueId: number, { items, left }: Choice): NewIssueChoice[] {
  const folded = new Map(
    items.flatMap((item) => item.alsoCovered.map(({ article }) => [article.id, item.article.id] as const)),
  )
  const chosen = items.map((item): NewIssueChoice => ({
    issue_id: issueId,
    article_id: item.article.id,
    verdict: 'in',
    reason: item.reason,
    detail: `place ${item.position} (${item.section})`,
    folded_into: null,
    score: item.score,
  }))
  const others = left.map(({ articleId, code, text }): NewIssueChoice => ({
    issue_id: issueId,
    article_id: articleId,
    verdict: code === 'folded' ? 'folded' : 'out',
    reason: code,
    detail: text,
    folded_into: folded.get(articleId) ?? null,
    score: null,
  }))
  return [...chosen, ...others]
}

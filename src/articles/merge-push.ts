import { isDeepStrictEqual } from 'node:util'
import type { ArticleChange, ArticleRow } from './articles.repository.ts'
import { fingerprintBody } from './fingerprint-body.ts'
import { bodyOf, pushedLists, storable, toldColumns } from './push-columns.ts'
import type { PushedArticle } from './pushed-article.ts'
import { earlierDate, placeDate, type DatedAt } from './pushed-date.ts'

/**
 * What a push changes of an article that is known; null when nothing. The earliest known date stays, and nothing makes
 * an article eligible that was not: when it counts from only moves back, and one that is hidden or was there before
 * its source stays so.
 */
export function mergePush(known: ArticleRow, pushed: PushedArticle, timeZone: string): ArticleChange | null {
  const told = toldColumns(pushed)
  const body = bodyOf(told, known)
  const lists = pushedLists(pushed, { keyPoints: known.key_points, related: known.related, body })
  const dates = mergeDates(known, pushed, timeZone)
  // The publisher has told it, so its page is not read to be told again.
  const status = known.status === 'new' ? 'ready' : known.status
  if (isDeepStrictEqual({ ...known, ...told, ...lists, ...dates, status }, { ...known })) return null
  const hasNewBody = told.body_text !== undefined && told.body_text !== known.body_text
  return {
    ...storable(told, lists),
    ...dates,
    status,
    ...(hasNewBody && fingerprintBody(body.text)),
    revision: known.revision + 1,
  }
}

function mergeDates(known: ArticleRow, { publishedAt }: PushedArticle, timeZone: string) {
  if (!publishedAt) return {}
  const told = placeDate(publishedAt, timeZone)
  const { at, precision } = bestDate(known, told, timeZone)
  return {
    published_at: at,
    published_precision: precision,
    effective_at: at < known.effective_at ? at : known.effective_at,
  }
}

function bestDate(known: ArticleRow, told: DatedAt, timeZone: string): DatedAt {
  if (known.published_at === null || known.published_precision === 'none') return told
  return earlierDate({ at: known.published_at, precision: known.published_precision }, told, timeZone)
}

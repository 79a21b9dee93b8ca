import { isDeepStrictEqual } from 'node:util'
import type { ArticleChange, ArticleRow } from './articles.repository.ts'
import { fingerprintBody } from './fingerprint-body.ts'
import { mergeDates, placeDate } from './place-date.ts'
import { bodyOf, pushedLists, storable, toldColumns } from './push-columns.ts'
import type { PushedArticle } from './pushed-article.ts'

/**
 * What a push changes of an article that is known; null when nothing. The earliest known date stays, and nothing makes
 * an article eligible that was not: when it counts from only moves back, and one that is hidden or was there before
 * its source stays so.
 */
export function mergePush(known: ArticleRow, pushed: PushedArticle, timeZone: string): ArticleChange | null {
  const told = toldColumns(pushed)
  const body = bodyOf(told, known)
  const lists = pushedLists(pushed, { keyPoints: known.key_points, related: known.related, body })
  const dates = pushed.publishedAt && mergeDates(known, placeDate(pushed.publishedAt, timeZone), timeZone)
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

import { AppError, errorText } from '../errors.ts'
import { findArticle, updateArticleWhile, type ArticleRow } from './articles.repository.ts'
import { isDateWarning } from './date-item.ts'
import { decodeBody } from './decode-body.ts'
import type { FetchNeeds } from './fetch-source.ts'
import { fetchUrl } from './fetch-url.ts'
import { mergeCanonical } from './merge-canonical.ts'
import type { PageArticle } from './page-article.ts'
import { pageColumns } from './page-columns.ts'
import { readPage } from './read-page.ts'
import { unreadColumns } from './unread-columns.ts'

const mostAttempts = 3

/**
 * Reads the page of an article once. A page that stays unreadable leaves the article with what its feed told; one whose
 * host is busy waits for the next time.
 */
export async function readArticle(needs: FetchNeeds, articleId: number): Promise<void> {
  const article = await findArticle(needs.db, articleId)
  if (article?.status !== 'new') return
  try {
    const page = await readPageOf(needs, article)
    // What the page says goes before what the feed said; the earliest known date stays.
    const known = {
      publishedAt: article.published_at,
      seenAt: article.first_seen_at,
      keyPoints: article.key_points,
      related: article.related,
    }
    const isRead = await updateArticleWhile(needs.db, article, {
      ...pageColumns(page, known),
      warnings: [...article.warnings.filter(isDateWarning), ...page.warnings],
      status: 'ready',
      read_at: needs.now(),
    })
    if (isRead && page.canonicalUrl !== null) await mergeCanonical(needs.db, article, page.canonicalUrl)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'retry_later') return
    await recordUnread(needs, article, error)
  }
}

async function readPageOf(needs: FetchNeeds, article: ArticleRow): Promise<PageArticle> {
  const fetched = await fetchUrl(needs.fetcher, article.url)
  if (fetched.status === 'not_modified')
    throw new AppError('unreadable', `${article.url} answered 304 to a first request.`)
  return readPage(decodeBody(fetched), fetched.finalUrl)
}

async function recordUnread({ db, logger }: FetchNeeds, article: ArticleRow, error: AppError): Promise<void> {
  const attempts = article.read_attempts + 1
  const isFinal = attempts >= mostAttempts || error.code !== 'unreachable'
  await updateArticleWhile(db, article, {
    // What an earlier reading of the page told is better than its feed.
    ...(isFinal && article.read_at === null && unreadColumns(article)),
    read_attempts: attempts,
    warnings: [...article.warnings.filter(isDateWarning), `The page could not be read: ${errorText(error)}`],
    status: isFinal ? 'ready' : 'new',
  })
  logger.warn({ article: article.id, url: article.url, err: error }, 'a page could not be read')
}

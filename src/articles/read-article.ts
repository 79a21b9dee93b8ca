import { AppError, errorText } from '../errors.ts'
import { canonicalKey } from './canonical-key.ts'
import { findArticle, insertAliases, updateArticle, type ArticleRow } from './articles.repository.ts'
import { decodeBody } from './decode-body.ts'
import type { FetchNeeds } from './fetch-source.ts'
import { fetchUrl } from './fetch-url.ts'
import type { PageArticle } from './page-article.ts'
import { pageColumns } from './page-columns.ts'
import { readPage } from './read-page.ts'

const mostAttempts = 3

/** Reads the page of an article once. A page that stays unreadable leaves the article with what its feed told. */
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
    await updateArticle(needs.db, article.id, {
      ...pageColumns(page, known),
      status: 'ready',
      read_at: needs.now(),
    })
    await keepCanonical(needs, article, page)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await recordUnread(needs, article, error)
  }
}

async function readPageOf(needs: FetchNeeds, article: ArticleRow): Promise<PageArticle> {
  const fetched = await fetchUrl(needs.fetcher, article.url)
  if (fetched.status === 'not_modified')
    throw new AppError('unreadable', `${article.url} answered 304 to a first request.`)
  return readPage(decodeBody(fetched), fetched.finalUrl)
}

async function keepCanonical({ db }: FetchNeeds, article: ArticleRow, page: PageArticle): Promise<void> {
  if (page.canonicalUrl === null) return
  const alias = { kind: 'canonical' as const, scope: '', value: canonicalKey(page.canonicalUrl) }
  await insertAliases(db, { id: article.id, newsletterId: article.newsletter_id }, [alias])
}

async function recordUnread({ db, logger }: FetchNeeds, article: ArticleRow, error: AppError): Promise<void> {
  const attempts = article.read_attempts + 1
  const isFinal = attempts >= mostAttempts || error.code !== 'unreachable'
  await updateArticle(db, article.id, {
    read_attempts: attempts,
    warnings: [`The page could not be read: ${errorText(error)}`],
    status: isFinal ? 'ready' : 'new',
  })
  logger.warn({ article: article.id, url: article.url, err: error }, 'a page could not be read')
}

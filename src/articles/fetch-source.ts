import { createHash } from 'node:crypto'
import { AppError, errorText } from '../errors.ts'
import type { Database } from '../db/database.ts'
import type { Logger } from '../log.ts'
import { mapLimit } from '../map-limit.ts'
import type { Clock } from '../time.ts'
import { listUnreadArticles } from './articles.repository.ts'
import { fetchUrl, type Fetched, type FetchedBody, type Fetcher } from './fetch-url.ts'
import { readArticle } from './read-article.ts'
import { readSource } from './read-source.ts'
import { findSource, recordSourceFailure, recordSourceSuccess, type SourceRow } from './sources.repository.ts'
import { storeFeed } from './store-feed.ts'

export interface FetchNeeds {
  readonly db: Database
  readonly fetcher: Fetcher
  readonly now: Clock
  readonly logger: Logger
}

export interface FetchedSource {
  readonly ok: boolean
  readonly newArticles: number
  readonly error: string | null
}

const pagesAtOnce = 4
const pagesPerFetch = 100
/** A news sitemap only lists the articles of two days, so no source may wait longer. */
const longestWaitMinutes = 24 * 60

/** Reads a source and the pages of its new articles. A failure is recorded, never thrown: others go on. */
export async function fetchSource(needs: FetchNeeds, sourceId: number): Promise<FetchedSource> {
  const source = await findSource(needs.db, sourceId)
  if (!source)
    throw new AppError('not_found', `There is no source ${sourceId}. \`recap source list\` shows them.`)
  try {
    const newArticles = await readFeed(needs, source)
    await readPages(needs, source.id)
    return { ok: true, newArticles, error: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await recordFailure(needs, source, error)
    return { ok: false, newArticles: 0, error: errorText(error) }
  }
}

async function readFeed(needs: FetchNeeds, source: SourceRow): Promise<number> {
  const fetched = await fetchUrl(needs.fetcher, source.url, {
    ...(source.etag !== null && { etag: source.etag }),
    ...(source.last_modified !== null && { lastModified: source.last_modified }),
  })
  const bodyHash = hashOf(fetched) ?? source.body_hash
  const isNew = fetched.status === 'ok' && bodyHash !== source.body_hash
  const { created, isIndex } = isNew ? await takeFeed(needs, source, fetched) : { created: 0, isIndex: false }
  const at = needs.now()
  const validators =
    fetched.status === 'ok' ? fetched : { etag: source.etag, lastModified: source.last_modified }
  await recordSourceSuccess(needs.db, source.id, {
    at,
    nextPollAt: minutesAfter(at, Math.min(source.poll_minutes, longestWaitMinutes)),
    // An index may stay the same while the sitemaps that it names change, so the next reading begins anew.
    etag: isIndex ? null : validators.etag,
    lastModified: isIndex ? null : validators.lastModified,
    bodyHash: isIndex ? null : bodyHash,
  })
  return created
}

interface StoredFeed {
  readonly created: number
  readonly isIndex: boolean
}

async function takeFeed(needs: FetchNeeds, source: SourceRow, fetched: FetchedBody): Promise<StoredFeed> {
  const feed = await readSource(needs.fetcher, fetched)
  if (feed.warnings.length > 0)
    needs.logger.info({ source: source.id, warnings: feed.warnings }, 'a feed has faults')
  return { created: await storeFeed(needs, source, feed), isIndex: feed.children.length > 0 }
}

async function readPages(needs: FetchNeeds, sourceId: number): Promise<void> {
  const unread = await listUnreadArticles(needs.db, sourceId, pagesPerFetch)
  await mapLimit(unread, pagesAtOnce, ({ id }) => readArticle(needs, id))
}

async function recordFailure(needs: FetchNeeds, source: SourceRow, error: AppError): Promise<void> {
  const waitMinutes = Math.min(source.poll_minutes * 2 ** Math.min(source.fail_count, 10), longestWaitMinutes)
  await recordSourceFailure(needs.db, source.id, {
    status: error.code === 'gone' ? 'gone' : 'error',
    message: errorText(error),
    nextPollAt: minutesAfter(needs.now(), waitMinutes),
  })
  needs.logger.warn({ source: source.id, url: source.url, err: error }, 'a source could not be read')
}

function hashOf(fetched: Fetched): string | null {
  return fetched.status === 'ok' ? createHash('sha256').update(fetched.body).digest('hex') : null
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

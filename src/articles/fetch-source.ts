import { createHash } from 'node:crypto'
import { AppError, errorText } from '../errors.ts'
import type { Database } from '../db/database.ts'
import type { Logger } from '../log.ts'
import { mapLimit } from '../map-limit.ts'
import type { Clock } from '../time.ts'
import { listUnreadArticles } from './articles.repository.ts'
import { fetchUrl, type Fetched, type FetchedBody, type Fetcher } from './fetch-url.ts'
import { webAddress } from './next-hop.ts'
import { readArticle } from './read-article.ts'
import { readSource } from './read-source.ts'
import { planMove } from './plan-move.ts'
import { planNextPoll } from './plan-next-poll.ts'
import {
  findSource,
  moveSource,
  recordSourceAnswer,
  recordSourcePoll,
  type SourceRow,
} from './sources.repository.ts'
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
    from: source.permanent_url ?? hrefOf(source),
  })
  const bodyHash = hashOf(fetched) ?? source.body_hash
  const isNew = fetched.status === 'ok' && bodyHash !== source.body_hash
  const { created, isIndex } = isNew ? await takeFeed(needs, source, fetched) : { created: 0, isIndex: false }
  // An index may stay the same while the sitemaps that it names change, so the next reading begins anew.
  const validators = isIndex ? noValidators : validatorsOf(source, fetched)
  const at = needs.now()
  const { columns, moveTo } = planMove(source, fetched.permanentUrl, at)
  await recordSourceAnswer(needs.db, source.id, {
    ...planNextPoll(source, null, at),
    ...validators,
    ...columns,
    at,
    body_hash: isIndex ? null : bodyHash,
  })
  if (moveTo !== null) await move(needs, source, moveTo)
  return created
}

type Validators = Pick<SourceRow, 'etag' | 'last_modified'>

const noValidators: Validators = { etag: null, last_modified: null }

/** Validators hold for one address (RFC 9110 §13.1); where a temporary redirect leads next time, nobody knows. */
function validatorsOf(source: SourceRow, fetched: Fetched): Validators {
  if (fetched.status === 'not_modified') {
    const { etag, last_modified } = source
    return fetched.permanentUrl === source.permanent_url ? { etag, last_modified } : noValidators
  }
  const lasting = fetched.permanentUrl ?? hrefOf(source)
  return fetched.finalUrl === lasting
    ? { etag: fetched.etag, last_modified: fetched.lastModified }
    : noValidators
}

async function move(needs: FetchNeeds, source: SourceRow, url: string): Promise<void> {
  if (await moveSource(needs.db, source, url)) {
    needs.logger.info({ source: source.id, from: source.url, to: url }, 'a source has moved for good')
    return
  }
  const message = `${source.url} has moved for good to ${url}, which is a source already; remove this one.`
  throw new AppError('gone', message)
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
  await recordSourcePoll(needs.db, source.id, planNextPoll(source, error, needs.now()))
  needs.logger.warn({ source: source.id, url: source.url, err: error }, 'a source could not be read')
}

function hrefOf({ url }: SourceRow): string {
  return webAddress(url, url).href
}

function hashOf(fetched: Fetched): string | null {
  return fetched.status === 'ok' ? createHash('sha256').update(fetched.body).digest('hex') : null
}

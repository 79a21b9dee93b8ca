import { AppError } from '../errors.ts'
import { cleanUrl } from './clean-url.ts'
import { rootOf } from './feed-root.ts'
import type { FetchNeeds } from './fetch-source.ts'
import { fetchUrl, type FetchedBody } from './fetch-url.ts'
import { findFeedLink } from './find-feed-link.ts'
import type { ParsedFeed } from './parse-feed.ts'
import { parseSource, sourceText } from './parse-source.ts'
import { findSourceByUrl, insertSource } from './sources.repository.ts'

export interface AddedSource {
  readonly id: number
  readonly url: string
  readonly kind: string
  readonly title: string | null
  readonly created: boolean
  /** The feed that was chosen, when the address was that of a page. */
  readonly chosen: string | null
}

/**
 * Adds a feed or sitemap, or the feed that a page names, after reading it once, so that a wrong address is known at
 * once; adding it twice changes nothing. Throws `unreadable` for a page that names no feed.
 */
export async function addSource(
  needs: FetchNeeds,
  newsletterId: number,
  address: string,
): Promise<AddedSource> {
  const url = parseUrl(address)
  const known = await findSourceByUrl(needs.db, newsletterId, url)
  if (known) return { id: known.id, url, kind: known.kind, title: known.title, created: false, chosen: null }
  const fetched = await fetchFirst(needs, url)
  const chosen = feedOfPage(fetched)
  if (chosen !== null) return addChosen(needs, newsletterId, chosen)
  const row = await insert(needs, { newsletterId, url }, parseSource(fetched, fetched.finalUrl))
  return row ?? addSource(needs, newsletterId, address)
}

/** What a page names as its feed is read as a feed only: a page there would lead in a circle. */
async function addChosen(needs: FetchNeeds, newsletterId: number, chosen: string): Promise<AddedSource> {
  const known = await findSourceByUrl(needs.db, newsletterId, chosen)
  if (known)
    return { id: known.id, url: chosen, kind: known.kind, title: known.title, created: false, chosen }
  const fetched = await fetchFirst(needs, chosen)
  const row = await insert(needs, { newsletterId, url: chosen }, parseSource(fetched, fetched.finalUrl))
  return row ? { ...row, chosen } : addChosen(needs, newsletterId, chosen)
}

async function fetchFirst({ fetcher }: FetchNeeds, url: string): Promise<FetchedBody> {
  const fetched = await fetchUrl(fetcher, url)
  if (fetched.status === 'ok') return fetched
  throw new AppError('unreadable', `${url} answered 304 to a first request.`)
}

async function insert(
  { db, now }: FetchNeeds,
  { newsletterId, url }: { newsletterId: number; url: string },
  feed: ParsedFeed,
): Promise<AddedSource | null> {
  const { format: kind, siteUrl, title, language } = feed
  const row = await insertSource(db, { newsletterId, kind, url, siteUrl, title, language, nextPollAt: now() })
  return row ? { id: row.id, url, kind, title, created: true, chosen: null } : null
}

/** The feed that an answer names when it is a page; null when it is no page but perhaps a feed itself. */
function feedOfPage(fetched: FetchedBody): string | null {
  const html = sourceText(fetched, fetched.finalUrl)
  const root = rootOf(html)
  const isFeed =
    /^(?:rss|feed|rdf|channel|urlset|sitemapindex)$/.test(root) || html.trimStart().startsWith('{')
  if (isFeed || !(root === 'html' || fetched.contentType?.includes('html'))) return null
  const found = findFeedLink(html, fetched.finalUrl)
  if (found !== null) return found
  throw new AppError(
    'unreadable',
    `${fetched.finalUrl} is an HTML page that names no feed; give the address of the site's feed or sitemap.`,
  )
}

function parseUrl(address: string): string {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new AppError(
      'bad_input',
      `${address} is not a web address. Write it like https://example.com/feed.xml.`,
    )
  }
  return cleanUrl(address, address) ?? address
}

import { cleanUrl } from './clean-url.ts'
import { finishItem, newestItems, oneLine, resolveBase, type FeedItem, type RawItem } from './feed-item.ts'
import { firstLanguage } from './language-tag.ts'
import { mapFeed, type FeedFormat, type RawFeed } from './map-feed.ts'
import { parsePiece } from './parse-piece.ts'
import { tidyFeed } from './repair-feed.ts'
import { splitFeed } from './split-feed.ts'
import { translateElements } from './translate-elements.ts'

export type { FeedItem } from './feed-item.ts'

/** A feed, or a sitemap that tells of news, in the same terms. */
export interface ParsedFeed {
  readonly format: FeedFormat | 'sitemap'
  readonly title: string | null
  /** The page that the feed belongs to, not the feed itself. */
  readonly siteUrl: string | null
  readonly language: string | null
  readonly items: FeedItem[]
  /** Addresses of the sitemaps that a sitemap index names, the last changed first; empty for all else. */
  readonly children: string[]
  readonly warnings: string[]
}

const maxItems = 500

/**
 * Reads RSS, Atom, RDF or JSON Feed; everything comes out as plain text and absolute http(s) addresses, the newest 500
 * entries in the order of the feed. A feed that breaks off keeps its complete entries, with a warning. Throws
 * `unreadable` for HTML, for what is no feed, and for a feed beyond repair.
 */
export function parseFeed(text: string, feedUrl: string): ParsedFeed {
  const warnings: string[] = []
  const feed = readPieces(tidyFeed(text, warnings), feedUrl, warnings)
  const siteUrl = feed.link ? cleanUrl(feed.link, feedUrl) : null
  const base = resolveBase(feed.base, siteUrl ?? feedUrl)
  if (text.split('\ufffd').length - 1 > text.length / 100)
    warnings.push('the feed is not in the encoding it names')
  return {
    format: feed.format,
    title: oneLine(feed.title, 300),
    siteUrl,
    language: firstLanguage([feed.language]),
    items: feed.items.map((item) => finishItem(item, base, warnings)),
    children: [],
    warnings: warnings.slice(0, 50),
  }
}

/** Only the entries that will be kept are held while the rest of a large feed is read. */
function readPieces(text: string, feedUrl: string, warnings: string[]): RawFeed {
  const parts: RawFeed[] = []
  let items: readonly RawItem[] = []
  let count = 0
  for (const piece of splitFeed(text)) {
    const part = mapFeed(parsePiece(translateElements(piece), feedUrl, warnings))
    count += part.items.length
    items = newestItems([...items, ...part.items], maxItems)
    parts.push({ ...part, items: [] })
  }
  if (count > maxItems) warnings.push(`the feed has ${count} entries; the newest ${maxItems} were taken`)
  return { ...merge(parts), items }
}

/** What the pieces say of the feed; the last one has what stands behind the entries. */
function merge(parts: readonly RawFeed[]): RawFeed {
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined) throw new TypeError('a feed has at least one piece')
  return {
    ...first,
    title: first.title ?? last.title,
    link: first.link ?? last.link,
    language: first.language ?? last.language,
  }
}

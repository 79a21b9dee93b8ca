import { parseFeed as parseWithFeedsmith, ParseError } from 'feedsmith'
import { AppError } from '../errors.ts'
import { cleanUrl } from './clean-url.ts'
import { finishItem, oneLine, resolveBase, type FeedItem } from './feed-item.ts'
import { mapFeed, type AnyFeed, type FeedFormat } from './map-feed.ts'
import { firstLanguage } from './language-tag.ts'
import { repairFeed, tidyFeed } from './repair-feed.ts'

export type { FeedItem } from './feed-item.ts'

export interface ParsedFeed {
  readonly format: FeedFormat
  readonly title: string | null
  /** The page that the feed belongs to, not the feed itself. */
  readonly siteUrl: string | null
  readonly language: string | null
  readonly items: FeedItem[]
  readonly warnings: string[]
}

const maxItems = 500

/** What may stand before the root: comments, processing instructions, a document type. */
const prolog = /^(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype[^>]*>)*/i

/**
 * Reads RSS, Atom, RDF or JSON Feed; everything comes out as plain text and absolute http(s) addresses, the newest 500
 * entries in the order of the feed. A feed that breaks off keeps its complete entries, with a warning. Throws
 * `unreadable` for HTML, for what is no feed, and for a feed beyond repair.
 */
export function parseFeed(text: string, feedUrl: string): ParsedFeed {
  const warnings: string[] = []
  const feed = mapFeed(parseOrRepair(tidyFeed(text, warnings), feedUrl, warnings))
  const siteUrl = feed.link ? cleanUrl(feed.link, feedUrl) : null
  const base = resolveBase(feed.base, siteUrl ?? feedUrl)
  const items = feed.items.map((item) => finishItem(item, base, warnings))
  if (items.length > maxItems)
    warnings.push(`the feed has ${items.length} entries; the newest ${maxItems} were taken`)
  if (text.split('\ufffd').length - 1 > text.length / 100)
    warnings.push('the feed is not in the encoding it names')
  return {
    format: feed.format,
    title: oneLine(feed.title, 300),
    siteUrl,
    language: firstLanguage([feed.language]),
    items: newest(items),
    warnings: warnings.slice(0, 50),
  }
}

function parseOrRepair(text: string, feedUrl: string, warnings: string[]): AnyFeed {
  assertFeed(text, feedUrl)
  try {
    return parseWithFeedsmith(text)
  } catch (error) {
    if (error instanceof ParseError) return emptyFeed(text)
    const repaired = repairFeed(text)
    if (repaired === null) throw broken(feedUrl, error)
    warnings.push('the feed breaks off or is ill-formed; only its complete entries were taken')
    return parseRepaired(repaired, feedUrl)
  }
}

/** Well-formed, with a root that is right, and nothing in it that could be read. */
function emptyFeed(text: string): AnyFeed {
  const root = rootOf(text)
  if (root.endsWith('feed')) return { format: 'atom', feed: {} }
  return root.endsWith('rdf') ? { format: 'rdf', feed: {} } : { format: 'rss', feed: {} }
}

/** The name of the first element in lower case; empty when there is none. */
function rootOf(text: string): string {
  return /<([a-z][^\s/>]*)/i.exec(text.replace(prolog, ''))?.[1]?.toLowerCase() ?? ''
}

function parseRepaired(text: string, feedUrl: string): AnyFeed {
  try {
    return parseWithFeedsmith(text)
  } catch (error) {
    throw broken(feedUrl, error)
  }
}

function assertFeed(text: string, feedUrl: string): void {
  const root = rootOf(text)
  if (text.trim() === '')
    throw new AppError('unreadable', `${feedUrl} is empty; a feed was expected. Check the address.`)
  if (root === 'html' || /^<!doctype html/i.test(text))
    throw new AppError(
      'unreadable',
      `${feedUrl} is an HTML page, not a feed; give the address of the feed that the page links to.`,
    )
  if (!text.startsWith('{') && !/^(?:[\w-]+:)?(?:rss|feed|rdf|channel)$/.test(root))
    throw new AppError('unreadable', `${feedUrl} is no RSS, Atom, RDF or JSON feed; check the address.`)
}

function broken(feedUrl: string, cause: unknown): AppError {
  const message = `${feedUrl} looks like a feed but cannot be read; ask the site to mend it (a feed validator shows where).`
  return new AppError('unreadable', message, { cause })
}

/** Of too many entries those with the latest dates; undated ones come last, in the order of the feed. */
function newest(items: readonly FeedItem[]): FeedItem[] {
  if (items.length <= maxItems) return [...items]
  const kept = new Set(items.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, maxItems))
  return items.filter((item) => kept.has(item))
}

function timeOf(item: FeedItem): number {
  return item.publishedAt?.getTime() ?? 0
}

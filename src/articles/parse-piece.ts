import { parseFeed as parseWithFeedsmith, ParseError } from 'feedsmith'
import { AppError } from '../errors.ts'
import { rootOf } from './feed-root.ts'
import type { AnyFeed } from './map-feed.ts'
import { repairFeed } from './repair-feed.ts'

const roots = new Set(['rss', 'feed', 'rdf', 'channel'])

/**
 * Feed text as the elements of its format. Text that breaks off is mended once, with a warning. Throws `unreadable` for
 * HTML, for what is no feed, and for a feed beyond repair.
 */
export function parsePiece(text: string, feedUrl: string, warnings: string[]): AnyFeed {
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
  if (root === 'feed') return { format: 'atom', feed: {} }
  return root === 'rdf' ? { format: 'rdf', feed: {} } : { format: 'rss', feed: {} }
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
  if (!text.startsWith('{') && !roots.has(root))
    throw new AppError('unreadable', `${feedUrl} is no RSS, Atom, RDF or JSON feed; check the address.`)
}

function broken(feedUrl: string, cause: unknown): AppError {
  const message = `${feedUrl} looks like a feed but cannot be read; ask the site to mend it (a feed validator shows where).`
  return new AppError('unreadable', message, { cause })
}

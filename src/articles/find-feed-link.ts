import { cleanUrl } from './clean-url.ts'
import type { PageElement } from '../dom.ts'
import { parsePage } from './dom.ts'
import { baseOf } from './read-metadata.ts'

const feedTypes = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i

/**
 * The feed that a page names with `<link rel="alternate">`: the one of the whole site before that of a part of it, one
 * of comments only if there is no other; null when it names none. Nothing is guessed.
 */
export function findFeedLink(html: string, pageUrl: string): string | null {
  const document = parsePage(html, pageUrl)
  const base = baseOf(document, pageUrl)
  const links = [...document.querySelectorAll('link[href]')].filter(isFeedLink).flatMap((link) => {
    const url = cleanUrl(link.getAttribute('href') ?? '', base)
    return url === null ? [] : [{ url, rank: rankOf(link, url) }]
  })
  return links.toSorted((a, b) => a.rank - b.rank)[0]?.url ?? null
}

function isFeedLink(link: PageElement): boolean {
  const relations = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
  return relations.includes('alternate') && feedTypes.test((link.getAttribute('type') ?? '').trim())
}

/** The fewer steps its path has, the more of the site a feed covers. */
function rankOf(link: PageElement, url: string): number {
  const named = `${link.getAttribute('title') ?? ''} ${url}`
  const isOfComments = /comment|kommentar|comentario|replies|antworten/i.test(named)
  return new URL(url).pathname.split('/').filter(Boolean).length + (isOfComments ? 100 : 0)
}

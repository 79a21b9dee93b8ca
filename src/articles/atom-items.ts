import type { AtomFeed, JsonFeed } from 'feedsmith'
import type { FeedText, RawItem } from './feed-item.ts'
import { alternate } from './rss-items.ts'

/** An Atom entry (RFC 4287); without `published` the first version known is the updated one. */
export function atomItem(entry: AtomFeed.Entry<string>): RawItem {
  const { dc, dcterms, content } = entry
  return {
    guid: entry.id,
    base: entry.xml?.base,
    links: [alternate(pagesFirst(entry.links)), entry.id],
    title: atomText(entry.title) ?? htmlText(dc?.titles?.[0] ?? entry.media?.title?.value),
    published: [entry.published, dcterms?.issued?.[0], dcterms?.created?.[0], dc?.dates?.[0], entry.updated],
    updated: [entry.updated, dcterms?.modified?.[0]],
    summary: atomText(entry.summary) ?? htmlText(entry.media?.description?.value),
    content: content?.src ? null : atomText(content),
    authors: [...(entry.authors ?? []).map((person) => person.name ?? person.email), ...(dc?.creators ?? [])],
    categories: [
      ...(entry.categories ?? []).map((category) => category.label ?? category.term),
      ...(dc?.subjects ?? []),
    ],
  }
}

/** An item of JSON Feed 1.0 or 1.1. */
export function jsonItem(item: JsonFeed.Item<string>): RawItem {
  return {
    guid: item.id,
    links: [item.url, item.external_url],
    title: plain(item.title),
    published: [item.date_published],
    updated: [item.date_modified],
    summary: plain(item.summary),
    content: item.content_text ? plain(item.content_text) : htmlText(item.content_html),
    authors: (item.authors ?? []).map((author) => author.name),
    categories: item.tags ?? [],
  }
}

/** RFC 4287 §3.1.1: no type means plain text, yet many feeds write markup there all the same. */
export function atomText(text: { value?: string; type?: string } | undefined): FeedText | null {
  if (!text?.value) return null
  const isPlain = text.type === 'text' || text.type === 'text/plain' || text.type === undefined
  const looksMarkedUp = /<\/(?:[a-z][a-z0-9]*)>|<(?:br|img|hr|p)\b|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i.test(
    text.value,
  )
  return { value: text.value, isHtml: !isPlain || looksMarkedUp }
}

interface Link {
  readonly href?: string
  readonly rel?: string
  readonly type?: string
}

function pagesFirst(links: readonly Link[] = []): Link[] {
  return links.toSorted((a, b) => Number(isPage(b)) - Number(isPage(a)))
}

function isPage(link: Link): boolean {
  return link.type === undefined || link.type.includes('html')
}

function htmlText(value: string | undefined): FeedText | null {
  return value ? { value, isHtml: true } : null
}

function plain(value: string | undefined): FeedText | null {
  return value ? { value, isHtml: false } : null
}

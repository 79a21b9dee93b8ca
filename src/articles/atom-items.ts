import type { AtomFeed, JsonFeed } from 'feedsmith'
import { decodeBody } from './decode-body.ts'
import type { FeedText, RawItem } from './feed-item.ts'
import { alternate, categoriesOf, mediaCategories, mediaText, peopleOf } from './rss-items.ts'

/** An Atom entry (RFC 4287); without `published` the first version known is the updated one. */
export function atomItem(entry: AtomFeed.Entry<string>): RawItem {
  const { dc, dcterms, content } = entry
  return {
    guid: entry.id,
    base: entry.xml?.base,
    links: [alternate(pagesFirst(entry.links)), entry.id],
    title: atomText(entry.title) ?? htmlText(dc?.titles?.[0] ?? mediaText(entry.media, 'title')),
    published: [entry.published, dcterms?.issued?.[0], dcterms?.created?.[0], dc?.dates?.[0], entry.updated],
    updated: [entry.updated, dcterms?.modified?.[0]],
    summary: atomText(entry.summary) ?? htmlText(otherSummary(entry)),
    content: content?.src ? null : atomText(content),
    authors: [...peopleOf(entry.authors), ...(dc?.creators ?? []), entry.itunes?.author],
    categories: [
      ...categoriesOf(entry.categories),
      ...(dc?.subjects ?? []),
      ...mediaCategories(entry.media),
      ...(entry.itunes?.keywords ?? []),
    ],
  }
}

function otherSummary({ dc, itunes, media }: AtomFeed.Entry<string>): string | undefined {
  return dc?.descriptions?.[0] ?? itunes?.summary ?? mediaText(media, 'description')
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
  const type = text.type?.toLowerCase()
  if (isBinary(type)) return unpacked(text.value, type)
  const isPlain = type === undefined || type === 'text' || type === 'text/plain'
  const looksMarkedUp = /<\/(?:[a-z][a-z0-9]*)>|<(?:br|img|hr|p)\b|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i.test(
    text.value,
  )
  return { value: text.value, isHtml: !isPlain || looksMarkedUp }
}

/** RFC 4287 §4.1.3.3: content of any type that is neither text nor XML stands in Base64. */
function isBinary(type: string | undefined): type is string {
  return type !== undefined && /^(?!text\/|message\/)[\w.+-]+\/(?!.*xml\b)/.test(type)
}

function unpacked(value: string, type: string): FeedText | null {
  const packed = value.replaceAll(/\s+/g, '')
  if (!/^[a-z0-9+/]+={0,2}$/i.test(packed)) return { value, isHtml: true }
  const isText = !/^(?:image|audio|video|font)\//.test(type)
  return isText ? { value: decodeBody({ body: Buffer.from(packed, 'base64') }), isHtml: true } : null
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

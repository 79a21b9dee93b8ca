import type { parseFeed, RdfFeed, RssFeed } from 'feedsmith'
import { atomItem, atomText, jsonItem } from './atom-items.ts'
import { htmlValue, type FeedText, type RawItem } from './feed-item.ts'
import { alternate, rdfItem, rssItem } from './rss-items.ts'

export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'jsonfeed'
export type AnyFeed = ReturnType<typeof parseFeed<string>>

/** A feed in the terms the four formats share, not cleaned yet. */
export interface RawFeed {
  readonly format: FeedFormat
  readonly title: FeedText | null
  readonly link: string | undefined
  readonly base: string | undefined
  readonly language: string | undefined
  readonly items: readonly RawItem[]
}

export function mapFeed(parsed: AnyFeed): RawFeed {
  if (parsed.format === 'rss')
    return { ...channel(parsed.feed), format: 'rss', items: (parsed.feed.items ?? []).map(rssItem) }
  if (parsed.format === 'rdf')
    return { ...channel(parsed.feed), format: 'rdf', items: (parsed.feed.items ?? []).map(rdfItem) }
  if (parsed.format === 'atom') {
    const { title, links, xml, entries = [], dc } = parsed.feed
    return {
      format: 'atom',
      title: atomText(title),
      link: alternate(links),
      base: xml?.base,
      language: xml?.lang ?? dc?.languages?.[0],
      items: entries.map(atomItem),
    }
  }
  const { title, home_page_url: link, language, items = [] } = parsed.feed
  return {
    format: 'jsonfeed',
    title: title ? { value: title, isHtml: false } : null,
    link,
    base: undefined,
    language,
    items: items.map(jsonItem),
  }
}

function channel(feed: RssFeed.Feed<string> | RdfFeed.Feed<string>): Omit<RawFeed, 'format' | 'items'> {
  const language = 'language' in feed ? feed.language : undefined
  return {
    title: htmlValue(feed.title ?? feed.atom?.title?.value ?? feed.dc?.titles?.[0]),
    link: feed.link ?? alternate(feed.atom?.links),
    base: feed.xml?.base,
    language: language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
  }
}

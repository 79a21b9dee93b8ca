import type { FeedItem } from '../../articles/parse-feed.ts'
import { parseSource } from '../../articles/parse-source.ts'

/** What `recap inspect feed` prints of a feed or sitemap; `feed.url` is the site's address, not that of the feed. */
export function feedLine(body: Uint8Array, url: string): object {
  const { format, title, siteUrl, language, items, children, warnings } = parseSource({ body }, url)
  return {
    format,
    feed: { title, url: siteUrl, language },
    items: items.map(itemOf),
    ...(children.length > 0 && { children }),
    warnings,
  }
}

function itemOf(item: FeedItem): object {
  return {
    id: item.guid,
    url: item.url,
    title: item.title,
    publishedAt: item.publishedAt,
    updatedAt: item.updatedAt,
    summary: item.summary,
    authors: item.authors,
    contentText: item.contentText,
    categories: item.categories,
  }
}

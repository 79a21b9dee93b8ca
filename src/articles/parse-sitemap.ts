import { XMLParser } from 'fast-xml-parser'
import { AppError } from '../errors.ts'
import { finishItem, htmlValue, newestItems, oneLine, type RawItem } from './feed-item.ts'
import { htmlToText } from './html-to-text.ts'
import { firstLanguage } from './language-tag.ts'
import type { ParsedFeed } from './parse-feed.ts'
import { cleanUrl } from './clean-url.ts'
import { readDate } from './read-date.ts'
import { tidyFeed } from './repair-feed.ts'

const maxItems = 500

/** An element as the parser gives it: its children by local name, or its text. */
type Element = Readonly<Record<string, unknown>>

/**
 * Reads a sitemap (sitemaps.org 0.9) in the terms of a feed. Of a news sitemap those entries count that have a title and
 * a publication date; in any other sitemap an entry is an address without a date, for `lastmod` tells of changes. An
 * index gives its `children`. Throws `unreadable` for XML beyond repair.
 */
export function parseSitemap(text: string, url: string): ParsedFeed {
  const warnings: string[] = []
  const root = parseXml(wholeEntries(tidyFeed(text, warnings), warnings), url)
  const entries = listOf(elementOf(root['urlset'])['url']).map(elementOf)
  const news = entries.filter((entry) => 'news' in entry)
  const raw = news.length > 0 ? newsItems(news, warnings) : entries.map(plainItem)
  if (raw.length > maxItems)
    warnings.push(`the sitemap has ${raw.length} entries; the newest ${maxItems} were taken`)
  const publication = elementOf(elementOf(news[0]?.['news'])['publication'])
  return {
    format: 'sitemap',
    title: oneLine(htmlValue(textOf(publication['name'])), 300),
    siteUrl: cleanUrl('/', url),
    language: firstLanguage([textOf(publication['language'])]),
    items: newestItems(raw, maxItems).map((item) => finishItem(item, url, warnings)),
    children: childrenOf(elementOf(root['sitemapindex']), url),
    warnings: warnings.slice(0, 50),
  }
}

function parseXml(text: string, url: string): Element {
  try {
    const options = {
      removeNSPrefix: true,
      processEntities: false,
      parseTagValue: false,
      trimValues: false,
      maxNestedTags: 256,
    }
    return elementOf(new XMLParser(options).parse(text))
  } catch (error) {
    const message = `${url} looks like a sitemap but cannot be read; ask the site to mend it.`
    throw new AppError('unreadable', message, { cause: error })
  }
}

/** A sitemap that breaks off would end with half an address. */
function wholeEntries(text: string, warnings: string[]): string {
  if (/<\/[\w:-]*(?:urlset|sitemapindex)\s*>\s*$/.test(text)) return text
  const last = [...text.matchAll(/<\/(?:[\w-]+:)?(?:url|sitemap)\s*>/g)].at(-1)
  warnings.push('the sitemap breaks off; only its complete entries were taken')
  return last ? text.slice(0, last.index + last[0].length) : ''
}

function newsItems(entries: readonly Element[], warnings: string[]): RawItem[] {
  const items = entries.map((entry) => {
    const news = elementOf(entry['news'])
    return {
      ...plainItem(entry),
      title: htmlValue(textOf(news['title'])),
      published: [textOf(news['publication_date'])],
      categories: textOf(news['keywords'])?.split(',') ?? [],
    }
  })
  const whole = items.filter(({ title, published }) => title && published[0])
  const missing = items.length - whole.length
  if (missing > 0) warnings.push(`${missing} entries without a title or a date were left out`)
  return whole
}

function plainItem(entry: Element): RawItem {
  const address = addressOf(entry)
  return { links: [address], published: [], updated: [textOf(entry['lastmod'])], authors: [], categories: [] }
}

/** The sitemaps of an index, the last changed first, those without a date at the end. */
function childrenOf(index: Element, url: string): string[] {
  const children = listOf(index['sitemap']).map((child) => {
    const entry = elementOf(child)
    const changed = readDate(textOf(entry['lastmod']) ?? '')?.at.getTime() ?? 0
    return { address: cleanUrl(addressOf(entry), url), changed }
  })
  const addresses = children.toSorted((a, b) => b.changed - a.changed).map(({ address }) => address)
  return [...new Set(addresses)].filter((address) => address !== null)
}

function addressOf(entry: Element): string {
  return htmlToText(textOf(entry['loc']) ?? '', 5000)
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat()
}

function elementOf(value: unknown): Element {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

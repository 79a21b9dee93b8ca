import { cleanUrl } from './clean-url.ts'
import { htmlToParagraphs, htmlToText } from './html-to-text.ts'
import { plainParagraphs, plainText } from './plain-text.ts'
import { readDate } from './read-date.ts'

/** An entry of a feed as plain text; what the feed does not tell is null or empty. */
export interface FeedItem {
  readonly guid: string | null
  readonly url: string | null
  readonly title: string
  readonly publishedAt: Date | null
  readonly precision: 'instant' | 'day' | 'none'
  readonly updatedAt: Date | null
  readonly summary: string | null
  readonly contentText: string | null
  readonly authors: string[]
  readonly categories: string[]
}

/** A text of a feed, and whether it is HTML or already plain. */
export interface FeedText {
  readonly value: string
  readonly isHtml: boolean
}

type Maybe<T> = T | null | undefined

/** What the four formats have in common, before it is cleaned; lists stand in the order of preference. */
export interface RawItem {
  readonly guid?: Maybe<string>
  readonly links: readonly Maybe<string>[]
  readonly base?: Maybe<string>
  readonly title?: Maybe<FeedText>
  readonly published: readonly Maybe<string>[]
  readonly updated: readonly Maybe<string>[]
  readonly summary?: Maybe<FeedText>
  readonly content?: Maybe<FeedText>
  readonly authors: readonly Maybe<string>[]
  readonly categories: readonly Maybe<string>[]
}

export function htmlValue(value: Maybe<string>): FeedText | null {
  return value ? { value, isHtml: true } : null
}

/** Cleans an entry; addresses are resolved against its `xml:base` and `base`, faults go to `warnings`. */
export function finishItem(raw: RawItem, base: string, warnings: string[]): FeedItem {
  const summary = oneLine(raw.summary, 5000)
  const contentText = paragraphs(raw.content)
  const url = firstUrl(raw.links, resolveBase(raw.base, base))
  const title = oneLine(raw.title, 500) ?? plainText(summary ?? contentText ?? '', 80)
  const name = title === '' ? (url ?? raw.guid ?? 'an entry') : title
  const published = firstDate(raw.published, (text) =>
    warnings.push(`"${name}": its date "${plainText(text, 60)}" cannot be read`),
  )
  const updated = firstDate(raw.updated, () => undefined)
  return {
    guid: raw.guid ? plainText(raw.guid, 1000) || null : null,
    url,
    title,
    publishedAt: published?.at ?? null,
    precision: published?.precision ?? 'none',
    updatedAt: updated?.at ?? null,
    summary,
    contentText,
    authors: names(raw.authors, 20),
    categories: names(raw.categories, 50),
  }
}

/** Of too many entries those with the latest dates, in the order they stand in; undated ones count as the oldest. */
export function newestItems(items: readonly RawItem[], most: number): readonly RawItem[] {
  if (items.length <= most) return items
  const times = new Map(items.map((item) => [item, timeOf(item)]))
  const byTime = items.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0))
  const kept = new Set(byTime.slice(0, most))
  return items.filter((item) => kept.has(item))
}

function timeOf({ published, updated }: RawItem): number {
  return firstDate([...published, ...updated], () => undefined)?.at.getTime() ?? 0
}

/** The base that relative addresses of an element count from. */
export function resolveBase(text: Maybe<string>, base: string): string {
  return text && URL.canParse(text, base) ? new URL(text, base).href : base
}

export function oneLine(text: Maybe<FeedText>, maxLength: number): string | null {
  if (!text) return null
  return (text.isHtml ? htmlToText(text.value, maxLength) : plainText(text.value, maxLength)) || null
}

function paragraphs(text: Maybe<FeedText>): string | null {
  if (!text) return null
  return (text.isHtml ? htmlToParagraphs(text.value) : plainParagraphs(text.value)) || null
}

function firstUrl(links: readonly Maybe<string>[], base: string): string | null {
  for (const link of links) {
    const url = link ? cleanUrl(link, base) : null
    if (url !== null) return url
  }
  return null
}

function firstDate(
  texts: readonly Maybe<string>[],
  onUnreadable: (text: string) => void,
): ReturnType<typeof readDate> {
  for (const text of texts) {
    if (!text) continue
    const date = readDate(text)
    if (date) return date
    onUnreadable(text)
  }
  return null
}

function names(values: readonly Maybe<string>[], limit: number): string[] {
  const cleaned = values.map((value) => htmlToText(value ?? '', 200)).filter((value) => value !== '')
  return [...new Set(cleaned)].slice(0, limit)
}

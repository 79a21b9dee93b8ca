import type { PageDocument, PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { plainText } from './plain-text.ts'
import { readDate, type DateRead } from './read-date.ts'
import type { MetaReader } from './read-metadata.ts'

interface Sources {
  readonly document: PageDocument
  readonly meta: MetaReader
  readonly url: string
  readonly jsonLdDate: string | null
}

const metaNames = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publishdate',
  'publish-date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dc.date',
  'dcterms.created',
  'dcterms.date',
  'article.published',
  'published-date',
  'publication_date',
  'citation_publication_date',
  'og:published_time',
  'article:published',
  'last-published',
  'cxenseparse:recs:publishtime',
]

const dateNames = /date|time|published|posted|byline|meta/
const written =
  /\p{L}{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+)?\d{4}|\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/u

/** JSON-LD, then `meta`, then a marked time, then the date in the address, then a visible date near the headline. */
export function readPublished(sources: Sources): { date: DateRead | null; warnings: string[] } {
  const { document, meta, url, jsonLdDate } = sources
  const warnings: string[] = []
  const told = [jsonLdDate, ...metaNames.map((name) => meta(name))]
  for (const text of told) {
    const date = text ? (readDate(text) ?? writtenDate(text)) : null
    if (date) return { date, warnings }
    if (text) warnings.push(`the date "${plainText(text, 60)}" of the page cannot be read`)
  }
  return { date: markedTime(document) ?? dateInPath(url) ?? visibleDate(document), warnings }
}

/** The first date in words or digits in a text; null when there is none. */
export function writtenDate(text: string): DateRead | null {
  const match = written.exec(plainText(text, 300))
  return match ? readDate(match[0]) : null
}

function markedTime(document: PageDocument): DateRead | null {
  const times = [
    ...document.querySelectorAll('time[datetime], time[pubdate], [itemprop="datePublished"]'),
  ].filter((time) => !isElsewhere(time))
  const ranked = times.toSorted((a, b) => Number(isPublished(b)) - Number(isPublished(a)))
  for (const time of ranked) {
    const date =
      readDate(time.getAttribute('datetime') ?? time.getAttribute('content') ?? '') ??
      writtenDate(time.textContent ?? '')
    if (date) return date
  }
  return null
}

function isPublished(time: PageElement): boolean {
  return (
    time.getAttribute('itemprop') === 'datePublished' ||
    time.hasAttribute('pubdate') ||
    /publi|posted|entry-date/.test(namesOf(time))
  )
}

function isElsewhere(element: PageElement): boolean {
  return (
    element.closest(
      'aside, footer, nav, [class*="related"], [class*="comment"], [id*="comment"], [class*="sidebar"]',
    ) !== null
  )
}

function dateInPath(url: string): DateRead | null {
  const match = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/.exec(new URL(url).pathname)
  if (!match) return null
  const [, year = '', month = '', day = ''] = match
  return readDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** Dates stand in short elements that are named for them, after the headline and before the text. */
function visibleDate(document: PageDocument): DateRead | null {
  const scope = document.querySelector('h1')?.closest('article, main, header') ?? document.body
  const named = [...scope.querySelectorAll('time, p, span, div, li, small')].filter(
    (element) => dateNames.test(namesOf(element)) || element.tagName === 'TIME',
  )
  for (const element of named.slice(0, 80)) {
    const text = element.textContent ?? ''
    const date = text.length < 200 && !isElsewhere(element) ? writtenDate(text) : null
    if (date) return date
  }
  return null
}

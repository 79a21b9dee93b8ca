import type { CoveringArticle, ItemSnapshot, StoredRelatedLink } from '../db/values.ts'
import { AppError } from '../errors.ts'
import { cleanText } from './clean-text.ts'

type LetterSection = 'lead' | 'top' | 'brief'

/** A further reading: where it is from and when, as far as known. */
export interface LetterLink {
  readonly title: string
  readonly url: string
  readonly source: string | null
  readonly dateLabel: string | null
}

/** An item as shown: its texts cleaned and cut, its addresses web addresses. */
export interface LetterItem extends Omit<ItemSnapshot, 'topic' | 'related' | 'alsoCovered'> {
  readonly section: LetterSection
  readonly topic: string | null
  readonly dateLabel: string | null
  readonly alsoCovered: readonly LetterLink[]
  readonly related: readonly LetterLink[]
}

/** The site whose letter it is, and how its readers write a day. */
interface Home {
  readonly siteUrl: string
  readonly dayLabel: (date: string | null) => string | null
}

const mostPoints = 4
const mostRelated = 3
const mostCovering = 3

/** Makes a snapshot fit to be shown; related links and images without a web address are left out. */
export function letterItem(snapshot: ItemSnapshot, section: LetterSection, home: Home): LetterItem {
  const url = webUrl(snapshot.url, `the item "${cleanText(snapshot.title, 60)}"`)
  const image = snapshot.image && parseWebUrl(snapshot.image.url)
  return {
    section,
    url,
    title: cleanText(snapshot.title, 200) || hostOf(url),
    topic: cleanOrNull(snapshot.topic ?? null, 40),
    source: cleanOrNull(snapshot.source, 80),
    dek: cleanOrNull(snapshot.dek, 400),
    publishedAt: snapshot.publishedAt,
    dateLabel: home.dayLabel(snapshot.publishedAt),
    minutes: snapshot.minutes,
    image: image && snapshot.image ? { url: image.href, alt: cleanText(snapshot.image.alt, 200) } : null,
    keyPoints: snapshot.keyPoints
      .map((point) => ({ ...point, text: cleanText(point.text, 400) }))
      .filter((point) => point.text !== '')
      .slice(0, mostPoints),
    alsoCovered: snapshot.alsoCovered.flatMap((article) => coveringLink(article)).slice(0, mostCovering),
    related: snapshot.related.flatMap((link) => relatedLink(link, home)).slice(0, mostRelated),
  }
}

/** An http or https address in its normal form, or `bad_input` that names whose address is none. */
export function webUrl(address: string, owner: string): string {
  const url = parseWebUrl(address)
  if (url) return url.href
  throw new AppError(
    'bad_input',
    `The address of ${owner} is "${address}", which is no web address. Mend it, or hide the article.`,
  )
}

function relatedLink(link: StoredRelatedLink, home: Home): LetterLink[] {
  const url = parseWebUrl(link.url)
  if (!url) return []
  const host = hostOf(url.href)
  const source = host === hostOf(home.siteUrl) ? null : host
  const dateLabel = home.dayLabel(link.publishedAt)
  return [{ title: cleanText(link.title, 200) || host, url: url.href, source, dateLabel }]
}

function coveringLink({ title, url: address, source }: CoveringArticle): LetterLink[] {
  const url = parseWebUrl(address)
  if (!url) return []
  return [
    {
      title: cleanText(title, 200) || hostOf(url.href),
      url: url.href,
      source: cleanOrNull(source, 80),
      dateLabel: null,
    },
  ]
}

/** The address when it is an http or https one, else null. */
export function parseWebUrl(address: string): URL | null {
  const url = URL.parse(address)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

function hostOf(address: string): string {
  return (URL.parse(address)?.hostname ?? '').replace(/^www\./, '')
}

function cleanOrNull(text: string | null, limit: number): string | null {
  return text === null ? null : cleanText(text, limit) || null
}

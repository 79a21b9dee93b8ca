import { cleanUrl } from './clean-url.ts'
import type { PageDocument } from '../dom.ts'
import { htmlToText } from './html-to-text.ts'
import type { PageArticle } from './page-article.ts'
import { firstLanguage } from './language-tag.ts'
import { plainText } from './plain-text.ts'
import { readByline } from './read-byline.ts'
import { readHeadline } from './read-headline.ts'
import { readJsonLd, type JsonLdArticle } from './read-json-ld.ts'
import { readPublished } from './read-published.ts'

export type PageMetadata = Omit<PageArticle, 'bodyText' | 'wordCount' | 'keyPoints' | 'related'> & {
  /** The article as JSON-LD has it; null when the page names none. */
  readonly jsonLd: JsonLdArticle | null
}

/** The first of these `meta` names (or properties) that has a content, as one line of text. */
export type MetaReader = (...names: readonly string[]) => string | null

/** What a page says of its article in JSON-LD, Open Graph, other `meta` and visible marks, in this order of trust. */
export function readMetadata(document: PageDocument, url: string): PageMetadata {
  const meta = metaReader(document)
  const base = baseOf(document, url)
  const title = htmlToText(document.querySelector('title')?.textContent ?? '', 500)
  const jsonLd = readJsonLd(document, url, title)
  const siteName = meta('og:site_name', 'application-name') ?? jsonLd?.publisher ?? null
  const published = readPublished({ document, meta, url, jsonLdDate: jsonLd?.datePublished ?? null })
  const canonical = canonicalOf(document, url, base)
  return {
    jsonLd,
    ...readHeadline({ document, meta, jsonLd, siteName }),
    authors: jsonLd && jsonLd.authors.length > 0 ? jsonLd.authors : readByline(document, meta),
    publishedAt: published.date?.at ?? null,
    precision: published.date?.precision ?? 'none',
    language: firstLanguage([
      document.documentElement.getAttribute('lang'),
      jsonLd?.language,
      meta('og:locale', 'content-language', 'language'),
    ]),
    siteName: siteName === null ? null : plainText(siteName, 100),
    image: imageOf(
      document,
      base,
      meta('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image') ?? jsonLd?.image,
    ),
    canonicalUrl: canonical.url,
    originUrl: canonical.origin,
    topics: topicsOf(document, meta, jsonLd),
    access: accessOf(jsonLd, meta),
    warnings: [...published.warnings, ...canonical.warnings],
  }
}

function metaReader(document: PageDocument): MetaReader {
  const found = new Map<string, string>()
  for (const element of document.querySelectorAll('meta[content]')) {
    const names = ['property', 'name', 'itemprop', 'http-equiv'].map((attribute) =>
      element.getAttribute(attribute),
    )
    const content = htmlToText(element.getAttribute('content') ?? '', 5000)
    for (const name of names)
      if (name && content !== '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), content)
  }
  return (...names) => {
    const name = names.find((candidate) => found.has(candidate))
    return name === undefined ? null : (found.get(name) ?? null)
  }
}

/** The address that relative links of a page count from: its `base` element, else its own. */
export function baseOf(document: PageDocument, url: string): string {
  const href = document.querySelector('base[href]')?.getAttribute('href')
  return (href ? cleanUrl(href, url) : null) ?? url
}

interface Canonical {
  readonly url: string | null
  /** The address on another site that the page was taken over from. */
  readonly origin: string | null
  readonly warnings: string[]
}

/** The page's own word for its address; a home page is not believed, and another site is where it comes from. */
function canonicalOf(document: PageDocument, url: string, base: string): Canonical {
  const href = document.querySelector('link[rel="canonical"][href]')?.getAttribute('href')
  const canonical = href ? cleanUrl(href, base) : null
  if (canonical === null) return { url: null, origin: null, warnings: [] }
  if (siteOf(canonical) !== siteOf(url)) {
    const warnings = [`the page names ${canonical} on another site as its origin`]
    return { url: null, origin: canonical, warnings }
  }
  const isHome = new URL(canonical).pathname === '/' && new URL(canonical).search === ''
  return { url: isHome && new URL(url).pathname !== '/' ? null : canonical, origin: null, warnings: [] }
}

/** The last labels of a host that a registrar hands out, near enough for names such as `example.co.uk`. */
function siteOf(url: string): string {
  const labels = new URL(url).hostname.split('.')
  const isSecondLevel =
    /^(?:co|com|net|org|gov|edu|ac|or|ne|go)$/.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2
  return labels.slice(isSecondLevel ? -3 : -2).join('.')
}

function imageOf(
  document: PageDocument,
  base: string,
  address: string | null | undefined,
): PageArticle['image'] {
  const url = address ? cleanUrl(address, base) : null
  if (url === null || isTooSmall(document)) return null
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  const shown = [...document.querySelectorAll('img[alt]')].find(
    (image) => name !== '' && (image.getAttribute('src') ?? '').includes(name),
  )
  const alt =
    document.querySelector('meta[property="og:image:alt"]')?.getAttribute('content') ??
    shown?.getAttribute('alt')
  return { url, alt: htmlToText(alt ?? '', 300) }
}

/** A picture that is told to be smaller than this is a logo, an icon or a counter. */
const leastPixels = 200

function isTooSmall(document: PageDocument): boolean {
  return ['og:image:width', 'og:image:height'].some((property) => {
    const pixels = document.querySelector(`meta[property="${property}"]`)?.getAttribute('content')
    return /^\d+$/.test(pixels?.trim() ?? '') && Number(pixels) < leastPixels
  })
}

function topicsOf(document: PageDocument, meta: MetaReader, jsonLd: JsonLdArticle | null): string[] {
  const tags = [...document.querySelectorAll('meta[property="article:tag"]')].flatMap((tag) =>
    (tag.getAttribute('content') ?? '').split(','),
  )
  const linked = [...document.querySelectorAll('a[rel~="tag"]')].map((link) => link.textContent ?? '')
  const keywords = (meta('news_keywords', 'keywords') ?? '').split(',')
  const section = meta('article:section')
  const all = [
    ...tags,
    ...(jsonLd?.topics ?? []),
    ...linked,
    ...(section ? [section] : []),
    ...(tags.length > 0 ? [] : keywords),
  ]
  const named = all.map((topic) => htmlToText(topic, 60).replace(/^#/, '')).filter((topic) => topic !== '')
  return [...new Map(named.map((topic) => [topic.toLowerCase(), topic])).values()].slice(0, 10)
}

function accessOf(jsonLd: JsonLdArticle | null, meta: MetaReader): PageArticle['access'] {
  const tier = meta('article:content_tier')?.toLowerCase()
  if (jsonLd?.isFree === false || tier === 'locked' || tier === 'metered') return 'paywall'
  return jsonLd?.isFree === true || tier === 'free' ? 'free' : 'unknown'
}

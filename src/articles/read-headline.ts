import type { PageDocument, PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { htmlToText } from './html-to-text.ts'
import { countWords, plainText } from './plain-text.ts'
import type { JsonLdArticle } from './read-json-ld.ts'
import type { MetaReader } from './read-metadata.ts'

interface Sources {
  readonly document: PageDocument
  readonly meta: MetaReader
  readonly jsonLd: JsonLdArticle | null
  readonly siteName: string | null
}

const dekNames =
  /\b(?:dek|deck|standfirst|sub-?(?:head(?:line|ing)?|title)|article-?(?:summary|intro|lead|description)|lead-?(?:text|paragraph)|excerpt|strapline)\b/

/** The headline and the line under it, the visible ones before those for search engines. */
export function readHeadline({ document, meta, jsonLd, siteName }: Sources): {
  title: string | null
  dek: string | null
} {
  const heading = headingOf(document)
  const pageTitle = htmlToText(document.querySelector('title')?.textContent ?? '', 500)
  const shared = meta('og:title', 'twitter:title', 'dc.title', 'headline')
  const candidates = [jsonLd?.headline, shared, heading?.textContent, pageTitle]
  const title =
    candidates.map((text) => withoutSite(plainText(text ?? '', 500), siteName)).find((text) => text !== '') ??
    null
  const dek =
    visibleDek(heading) ??
    jsonLd?.description ??
    meta('og:description', 'description', 'twitter:description', 'dc.description')
  const line = plainText(dek ?? '', 500)
  return { title, dek: line === '' || line === title ? null : line }
}

/** The `h1` of the article; several count only when one stands inside `article` or `main`. */
function headingOf(document: PageDocument): PageElement | null {
  const inside = document.querySelector('article h1, main h1, [itemprop="headline"]')
  if (inside) return inside
  const all = document.querySelectorAll('h1')
  return all.length === 1 ? (all[0] ?? null) : null
}

/** "Headline | The Site" without the site; only a part that names it, or a short one after a bar, is cut. */
function withoutSite(title: string, siteName: string | null): string {
  const match = /^(.{10,}?)\s+[|–—·»-]\s+([^|–—·»]{2,60})$/.exec(title)
  if (!match?.[1] || !match[2]) return title
  const isSite = siteName !== null && simple(match[2]).includes(simple(siteName))
  return isSite || title.includes(' | ') ? match[1] : title
}

function simple(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

function visibleDek(heading: PageElement | null): string | null {
  const next = heading?.nextElementSibling
  if (
    heading?.parentElement?.tagName === 'HEADER' &&
    next &&
    ['P', 'H2'].includes(next.tagName) &&
    isDek(next)
  )
    return next.textContent
  const near = heading?.closest('header, article, main') ?? heading?.parentElement
  const named = [...(near?.querySelectorAll('p, h2, h3, div, span') ?? [])]
    .slice(0, 60)
    .find((element) => dekNames.test(namesOf(element)) && isDek(element))
  return named?.textContent ?? null
}

function isDek(element: PageElement): boolean {
  const words = countWords(element.textContent ?? '')
  return (
    words >= 5 &&
    words <= 80 &&
    !/\b(?:byline|author|meta|date|share)\b/.test(namesOf(element)) &&
    !element.querySelector('ul, ol, form, h1, time, a[rel="author"]')
  )
}

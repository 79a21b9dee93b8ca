import { createHash } from 'node:crypto'
import type { StoredKeyPoint, StoredRelatedLink } from '../db/values.ts'
import { computeKeyPoints } from './compute-key-points.ts'
import { minhashOf, signatureToBuffer } from './minhash.ts'
import type { PageArticle } from './page-article.ts'

/** What is known of an article's dates beside its page. */
export interface KnownDates {
  readonly publishedAt: Date | null
  readonly seenAt: Date
}

/** What a page tells of its article, as columns; what it does not tell is left out. */
export function pageColumns(page: PageArticle, { publishedAt, seenAt }: KnownDates) {
  const published = publishedAt ?? page.publishedAt
  return {
    ...(page.title !== null && { title: page.title }),
    ...(page.dek !== null && { dek: page.dek }),
    ...(page.authors.length > 0 && { authors: [...page.authors] }),
    ...(page.language !== null && { language: page.language }),
    ...(page.siteName !== null && { site_name: page.siteName }),
    ...(page.topics.length > 0 && { topics: [...page.topics] }),
    ...(published !== null && { published_at: published }),
    ...(publishedAt === null && { published_precision: page.precision }),
    effective_at: published !== null && published < seenAt ? published : seenAt,
    access: page.access,
    body_text: page.bodyText,
    body_hash: bodyHash(page.bodyText),
    minhash: signatureToBuffer(minhashOf(page.bodyText)),
    word_count: page.wordCount,
    image_url: page.image?.url ?? null,
    image_alt: page.image?.alt ?? null,
    key_points: JSON.stringify(keyPointsOf(page)),
    related: JSON.stringify(relatedOf(page)),
    warnings: [...page.warnings],
  }
}

/** The publisher's own list goes before a computed one; what is behind a wall is too little to compute from. */
function keyPointsOf(page: PageArticle): StoredKeyPoint[] {
  if (page.keyPoints) return page.keyPoints.points.map((text) => ({ text, origin: 'publisher' }))
  if (page.access === 'paywall') return []
  return computeKeyPoints(page.bodyText, page.language).map(({ text }) => ({ text, origin: 'computed' }))
}

/** The same words in the same order have the same hash, whatever the white space and the case. */
function bodyHash(text: string): string | null {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').trim()
  return plain === '' ? null : createHash('sha256').update(plain).digest('hex')
}

function relatedOf(page: PageArticle): StoredRelatedLink[] {
  return page.related.map((link) => ({
    ...link,
    publishedAt: link.publishedAt?.toISOString() ?? null,
    origin: 'publisher',
  }))
}

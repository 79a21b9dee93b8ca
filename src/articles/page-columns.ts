import type { StoredKeyPoint, StoredRelatedLink } from '../db/values.ts'
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
    body_text: page.bodyText,
    word_count: page.wordCount,
    image_url: page.image?.url ?? null,
    image_alt: page.image?.alt ?? null,
    key_points: JSON.stringify(keyPointsOf(page)),
    related: JSON.stringify(relatedOf(page)),
    warnings: [...page.warnings],
  }
}

function keyPointsOf(page: PageArticle): StoredKeyPoint[] {
  return (page.keyPoints?.points ?? []).map((text) => ({ text, origin: 'publisher' }))
}

function relatedOf(page: PageArticle): StoredRelatedLink[] {
  return page.related.map((link) => ({
    ...link,
    publishedAt: link.publishedAt?.toISOString() ?? null,
    origin: 'publisher',
  }))
}

import type { StoredKeyPoint, StoredRelatedLink } from '../db/values.ts'
import { addComputedPoints } from './add-computed-points.ts'
import { fingerprintBody } from './fingerprint-body.ts'
import { preferOrigin } from './origin-precedence.ts'
import type { PageArticle } from './page-article.ts'

/** What is known of an article beside its page. */
export interface KnownArticle {
  readonly publishedAt: Date | null
  readonly seenAt: Date
  readonly keyPoints: readonly StoredKeyPoint[]
  readonly related: readonly StoredRelatedLink[]
}

/** What a page tells of its article, as columns; what it does not tell is left out. */
export function pageColumns(page: PageArticle, known: KnownArticle) {
  const { publishedAt, seenAt } = known
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
    origin_url: page.originUrl,
    access: page.access,
    body_text: page.bodyText,
    ...fingerprintBody(page.bodyText),
    word_count: page.wordCount,
    image_url: page.image?.url ?? null,
    image_alt: page.image?.alt ?? null,
    key_points: JSON.stringify(keyPointsOf(page, known.keyPoints)),
    related: JSON.stringify(relatedOf(page, known.related)),
    warnings: [...page.warnings],
  }
}

/** The publisher's list by its rank among those known, else computed points. */
function keyPointsOf(page: PageArticle, known: readonly StoredKeyPoint[]): StoredKeyPoint[] {
  const items = (page.keyPoints?.points ?? []).map((text): StoredKeyPoint => ({ text, origin: 'publisher' }))
  const written = preferOrigin(known, { origin: 'publisher', items })
  return addComputedPoints(written, { text: page.bodyText, language: page.language, access: page.access })
}

function relatedOf(page: PageArticle, known: readonly StoredRelatedLink[]): StoredRelatedLink[] {
  const items = page.related.map((link): StoredRelatedLink => ({
    ...link,
    publishedAt: link.publishedAt?.toISOString() ?? null,
    origin: 'publisher',
  }))
  return preferOrigin(known, { origin: 'publisher', items })
}

import type { StoredKeyPoint, StoredRelatedLink } from '../db/values.ts'
import { addComputedPoints, type Body } from './add-computed-points.ts'
import type { ArticleRow, NewArticle } from './articles.repository.ts'
import { canonicalKey } from './canonical-key.ts'
import { fingerprintBody } from './fingerprint-body.ts'
import { preferOrigin } from './origin-precedence.ts'
import { placeDate } from './place-date.ts'
import { countWords } from './plain-text.ts'
import type { PushedArticle, PushedLink } from './pushed-article.ts'

/** The newsletter that a push is for, and when it came. */
export interface PushContext {
  readonly newsletterId: number
  readonly timeZone: string
  readonly seenAt: Date
}

const day = 86_400_000

/** A pushed article that was not known: nothing more is asked of its page. */
export function newPushedArticle(pushed: PushedArticle, context: PushContext): NewArticle {
  const { newsletterId, timeZone, seenAt } = context
  const published = pushed.publishedAt && placeDate(pushed.publishedAt, timeZone)
  const told = toldColumns(pushed)
  const isAhead = published !== undefined && published.at.getTime() > seenAt.getTime() + day
  return {
    newsletter_id: newsletterId,
    canonical_key: canonicalKey(pushed.url),
    ...storable(told, pushedLists(pushed, { keyPoints: [], related: [], body: bodyOf(told) })),
    ...fingerprintBody(told.body_text ?? ''),
    published_at: published?.at ?? null,
    published_precision: published?.precision ?? 'none',
    first_seen_at: seenAt,
    effective_at: published && published.at < seenAt ? published.at : seenAt,
    warnings: isAhead ? ['Its date is more than a day ahead; it counts from when it was pushed.'] : [],
    status: 'ready',
    read_at: seenAt,
  }
}

/** What a push tells of an article, as columns; what it does not tell is left out. */
export function toldColumns(pushed: PushedArticle) {
  const { section, image } = pushed
  const body = pushed.bodyText ?? pushed.bodyHtml
  const topics = [...new Set([...(section === undefined ? [] : [section]), ...(pushed.topics ?? [])])]
  return {
    url: pushed.url,
    title: pushed.title,
    ...(pushed.dek !== undefined && { dek: pushed.dek || null }),
    ...(pushed.authors && { authors: pushed.authors }),
    ...(pushed.language !== undefined && { language: pushed.language }),
    ...((pushed.topics || section !== undefined) && { topics }),
    ...(image !== undefined && { image_url: image?.url ?? null, image_alt: image?.alt ?? null }),
    ...(body !== undefined && { body_text: body, word_count: countWords(body) }),
    ...(pushed.access && { access: pushed.access }),
    ...(pushed.articleType && { article_type: pushed.articleType }),
    ...(pushed.signals && { signals: definedNumbers(pushed.signals) }),
  }
}

/** The lists that an article has, and the body that key points can be computed from. */
interface KnownLists {
  readonly keyPoints: readonly StoredKeyPoint[]
  readonly related: readonly StoredRelatedLink[]
  readonly body: Body
}

/** The body that a push tells, where it is not told that of the known article. */
export function bodyOf(told: ReturnType<typeof toldColumns>, known?: ArticleRow): Body {
  return {
    text: told.body_text ?? known?.body_text ?? '',
    language: told.language ?? known?.language ?? null,
    access: told.access ?? known?.access ?? 'unknown',
  }
}

/** Key points and related links after a push, by the rank of their origins; points are computed where none are told. */
export function pushedLists({ keyPoints, related }: PushedArticle, known: KnownLists) {
  const origin = 'push' as const
  const written = keyPoints
    ? preferOrigin(known.keyPoints, { origin, items: keyPoints.map((text) => ({ text, origin })) })
    : known.keyPoints
  return {
    key_points: addComputedPoints(written, known.body),
    related: related
      ? preferOrigin(known.related, { origin, items: related.map(storedLink) })
      : [...known.related],
  }
}

/** The columns with their JSON written out. */
export function storable(told: ReturnType<typeof toldColumns>, lists: ReturnType<typeof pushedLists>) {
  const { signals, ...columns } = told
  return {
    ...columns,
    ...(signals && { signals: JSON.stringify(signals) }),
    key_points: JSON.stringify(lists.key_points),
    related: JSON.stringify(lists.related),
  }
}

/** A day without a time is its noon in UTC, as in the links of a page. */
function storedLink(link: PushedLink): StoredRelatedLink {
  return {
    title: link.title,
    url: link.url,
    summary: link.summary || null,
    category: link.category || null,
    publishedAt: link.publishedAt ? placeDate(link.publishedAt, 'UTC').at.toISOString() : null,
    tags: link.tags ?? [],
    origin: 'push',
  }
}

function definedNumbers(values: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

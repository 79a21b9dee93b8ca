import type { ArticleStatus } from '../db/values.ts'
import type { NewArticle } from './articles.repository.ts'
import { dateItem } from './date-item.ts'
import type { ItemContext } from './merge-item.ts'
import type { NamedItem } from './name-items.ts'
import type { DatedAt } from './place-date.ts'
import { countWords } from './plain-text.ts'
import type { SourceRow } from './sources.repository.ts'

/** The reading of a source that brought a new item. */
export interface FeedContext extends ItemContext {
  readonly source: SourceRow
  readonly language: string | null
  /** What is older was there before the source; null when the source was read before. */
  readonly baselineBefore: Date | null
}

/** An item that was not known, as columns. What was there before its source is baseline: known, but never told. */
export function newFeedArticle({ item, url, key }: NamedItem, context: FeedContext): NewArticle {
  const { source, language, seenAt } = context
  const { published, warnings } = dateItem(item, context)
  const body = item.contentText ?? ''
  return {
    newsletter_id: source.newsletter_id,
    source_id: source.id,
    canonical_key: key,
    url,
    title: item.title || url,
    dek: item.summary,
    authors: item.authors,
    language,
    site_name: source.title,
    published_at: published?.at ?? null,
    published_precision: published?.precision ?? 'none',
    first_seen_at: seenAt,
    // Never later than it was first seen, whatever its date claims.
    effective_at: published !== null && published.at < seenAt ? published.at : seenAt,
    body_text: body,
    word_count: countWords(body),
    topics: item.categories,
    warnings,
    status: firstStatus(published, context.baselineBefore),
  }
}

/** An undated item of a source's first reading may be years old, so it only marks where the source began. */
function firstStatus(published: DatedAt | null, baselineBefore: Date | null): ArticleStatus {
  if (baselineBefore === null) return 'new'
  return published === null || published.at < baselineBefore ? 'baseline' : 'new'
}

import type { Connection } from '../db/database.ts'
import {
  findArticleByAlias,
  insertAliases,
  insertArticle,
  type Alias,
  type NewArticle,
} from './articles.repository.ts'
import { canonicalKey } from './canonical-key.ts'
import type { FeedItem } from './parse-feed.ts'
import type { SourceRow } from './sources.repository.ts'

export interface ItemContext {
  readonly source: SourceRow
  readonly language: string | null
  readonly seenAt: Date
}

/** Keeps an item of a feed as an article, once for all names it is known by; false when it was known. */
export async function storeItem(db: Connection, context: ItemContext, item: FeedItem): Promise<boolean> {
  if (item.url === null) return false
  const newsletterId = context.source.newsletter_id
  const key = canonicalKey(item.url)
  const aliases = aliasesOf(context.source.id, key, item.guid)
  const known = await findArticleByAlias(db, newsletterId, aliases)
  const { id, created } = known
    ? { ...known, created: false }
    : await insertArticle(db, newArticle(context, item, key))
  await insertAliases(db, { id, newsletterId }, aliases)
  return created
}

function aliasesOf(sourceId: number, key: string, guid: string | null): Alias[] {
  const aliases: Alias[] = [{ kind: 'canonical', scope: '', value: key }]
  if (guid !== null) aliases.push({ kind: 'guid', scope: String(sourceId), value: guid })
  return aliases
}

function newArticle({ source, language, seenAt }: ItemContext, item: FeedItem, key: string): NewArticle {
  // An undated item of a source's first reading may be years old, so it only marks where the source began.
  const baseline = source.baseline_at === null && item.publishedAt === null
  return {
    newsletter_id: source.newsletter_id,
    source_id: source.id,
    canonical_key: key,
    url: item.url ?? '',
    title: item.title || item.url || '',
    dek: item.summary,
    authors: item.authors,
    language,
    site_name: source.title,
    published_at: item.publishedAt,
    published_precision: item.precision,
    first_seen_at: seenAt,
    effective_at: effectiveAt(item.publishedAt, seenAt),
    body_text: item.contentText ?? '',
    word_count: countWords(item.contentText ?? ''),
    topics: item.categories,
    status: baseline ? 'baseline' : 'new',
  }
}

/** When an article counts as published: never later than it was first seen, whatever its date claims. */
function effectiveAt(publishedAt: Date | null, seenAt: Date): Date {
  return publishedAt !== null && publishedAt < seenAt ? publishedAt : seenAt
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

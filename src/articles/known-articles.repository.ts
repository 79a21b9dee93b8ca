import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import type { Alias, ArticleRow } from './articles.repository.ts'

/** An article as far as an item of a feed may change it. */
export type KnownArticle = Pick<
  ArticleRow,
  | 'id'
  | 'source_id'
  | 'title'
  | 'dek'
  | 'language'
  | 'access'
  | 'published_at'
  | 'published_precision'
  | 'effective_at'
  | 'key_points'
  | 'status'
  | 'revision'
  | 'read_at'
> & {
  /** Empty when the page was read: then the feed has no say in it. */
  readonly body_text: string
  /** Whether an issue has told it. */
  readonly carried: boolean
}

/** An article with the texts that tell whether another is the same. */
export type ComparableArticle = Pick<
  ArticleRow,
  'id' | 'title' | 'dek' | 'body_text' | 'minhash' | 'published_at' | 'first_seen_at'
>

/** The names of many items of one source. */
export interface ItemNames {
  readonly newsletterId: number
  readonly sourceId: number
  readonly keys: readonly string[]
  readonly guids: readonly string[]
}

/** Whose names they are. */
export interface NameOwners {
  readonly byKey: ReadonlyMap<string, number>
  readonly byGuid: ReadonlyMap<string, number>
}

/** The articles that have these names already. */
export async function findNameOwners(trx: DatabaseTransaction, names: ItemNames): Promise<NameOwners> {
  const { newsletterId, sourceId, keys, guids } = names
  const { rows } = await sql<{ kind: 'address' | 'canonical' | 'guid'; value: string; article_id: number }>`
    SELECT 'address' AS kind, canonical_key AS value, id AS article_id FROM article
      WHERE newsletter_id = ${newsletterId} AND canonical_key = ANY (${keys}::text[])
    UNION ALL
    SELECT kind, value, article_id FROM article_alias
      WHERE newsletter_id = ${newsletterId} AND kind = 'canonical' AND scope = '' AND value = ANY (${keys}::text[])
    UNION ALL
    SELECT kind, value, article_id FROM article_alias
      WHERE newsletter_id = ${newsletterId} AND kind = 'guid' AND scope = ${String(sourceId)}
        AND value = ANY (${guids}::text[])`.execute(trx)
  const owners = (kinds: readonly string[]) =>
    new Map(
      kinds
        .flatMap((kind) => rows.filter((row) => row.kind === kind))
        .map((row) => [row.value, row.article_id]),
    )
  return { byKey: owners(['address', 'canonical']), byGuid: owners(['guid']) }
}

/** The articles of these ids, by id. */
export async function findKnownArticles(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<Map<number, KnownArticle>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<KnownArticle>`
    SELECT id, source_id, title, dek, language, access, published_at, published_precision, effective_at, key_points,
      status, revision, read_at, CASE WHEN read_at IS NULL THEN body_text ELSE '' END AS body_text,
      EXISTS (SELECT FROM carried_article WHERE carried_article.newsletter_id = article.newsletter_id
        AND carried_article.article_id = article.id) AS carried
    FROM article WHERE id = ANY (${ids}::bigint[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Articles that a new name may belong to: those of these ids, and those of a source with one of these titles. */
export async function findComparableArticles(
  trx: DatabaseTransaction,
  { sourceId, titles, ids }: { sourceId: number; titles: readonly string[]; ids: readonly number[] },
): Promise<ComparableArticle[]> {
  if (titles.length === 0 && ids.length === 0) return []
  const { rows } = await sql<ComparableArticle>`
    SELECT id, title, dek, left(body_text, 20000) AS body_text, minhash, published_at, first_seen_at FROM article
    WHERE id = ANY (${ids}::bigint[])
      OR (source_id = ${sourceId} AND status <> 'dead'
        AND lower(title) IN (SELECT lower(told) FROM unnest(${titles}::text[]) AS told))
    ORDER BY effective_at DESC LIMIT 2000`.execute(trx)
  return rows
}

export type AliasOfArticle = Alias & { readonly articleId: number }

/** Adds names of articles. A GUID moves to the article that its source uses it for now; all others stay. */
export async function claimAliases(
  trx: DatabaseTransaction,
  newsletterId: number,
  aliases: readonly AliasOfArticle[],
): Promise<void> {
  if (aliases.length === 0) return
  await sql`
    INSERT INTO article_alias (newsletter_id, kind, scope, value, article_id)
    SELECT ${newsletterId}, kind, scope, value, article_id FROM unnest(
      ${aliases.map(({ kind }) => kind)}::text[], ${aliases.map(({ scope }) => scope)}::text[],
      ${aliases.map(({ value }) => value)}::text[], ${aliases.map(({ articleId }) => articleId)}::bigint[]
    ) AS given (kind, scope, value, article_id)
    ON CONFLICT (newsletter_id, kind, scope, value) DO UPDATE SET article_id = excluded.article_id
      WHERE article_alias.kind = 'guid'`.execute(trx)
}

/** The zone in which days of a newsletter begin. */
export async function findTimeZone(trx: DatabaseTransaction, newsletterId: number): Promise<string> {
  const query = trx.selectFrom('newsletter').select('time_zone').where('id', '=', newsletterId)
  return (await query.executeTakeFirstOrThrow()).time_zone
}

import { sql, type RawBuilder } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { ArticleRow } from './articles.repository.ts'

export type RelatedRow = Pick<
  ArticleRow,
  | 'id'
  | 'source_id'
  | 'site_name'
  | 'url'
  | 'title'
  | 'dek'
  | 'topics'
  | 'published_at'
  | 'published_precision'
  | 'effective_at'
  | 'word_count'
  | 'body_hash'
  | 'minhash'
> & {
  /** The primary subtag of RFC 5646 in lower case; empty when it is not known. */
  readonly language: string
  /** The start of the body. */
  readonly body_start: string
}

/** Which articles of a newsletter may be linked. */
export interface RelatedScope {
  readonly newsletterId: number
  readonly from: Date
  readonly now: Date
  readonly excludeIds: readonly number[]
}

/** What to look for: articles of a language that match a query of `to_tsquery`, or whose titles are alike. */
export interface RelatedSearch {
  readonly articleId: number
  readonly language: string
  readonly query: string
  readonly title: string
}

const mostMatches = 60
const mostLikeTitles = 20
const sampleSize = 500

const primaryLanguage = sql`lower(split_part(replace(coalesce(article.language, ''), '_', '-'), '-', 1))`

/** An undated article of a source's first reading may be years old. */
const isDated = sql`(article.status IN ('new', 'ready') OR (article.status = 'baseline' AND article.published_at IS NOT NULL))`

function isInScope({ newsletterId, from, now }: RelatedScope): RawBuilder<unknown> {
  return sql`article.newsletter_id = ${newsletterId}
    AND article.effective_at >= ${from} AND article.effective_at < ${now} AND ${isDated}`
}

function mayBeLinked(scope: RelatedScope): RawBuilder<unknown> {
  return sql`${isInScope(scope)}
    AND ${primaryLanguage} = search.language
    AND article.id <> ALL (${scope.excludeIds}::bigint[])
    AND article.article_type NOT IN ('sponsored', 'roundup')
    AND NOT EXISTS (SELECT FROM decision WHERE decision.newsletter_id = article.newsletter_id
      AND decision.article_id = article.id AND decision.action = 'hide')`
}

/** The ids of articles that may be related to each searched one, some dozens at most for each, in no order. */
export async function findRelatedCandidates(
  db: Connection,
  scope: RelatedScope,
  searches: readonly RelatedSearch[],
): Promise<Map<number, number[]>> {
  if (searches.length === 0) return new Map()
  const { rows } = await candidatesQuery(scope, searches).execute(db)
  return new Map(rows.map(({ article_id, candidate_ids }) => [article_id, candidate_ids.map(Number)]))
}

/** One statement for all searches; both indexes answer once for each. */
export function candidatesQuery(scope: RelatedScope, searches: readonly RelatedSearch[]) {
  return sql<{ article_id: number; candidate_ids: (number | string)[] }>`
    WITH search AS MATERIALIZED (
      SELECT article_id, language, to_tsquery('simple', query) AS query, title
      FROM unnest(
        ${searches.map(({ articleId }) => articleId)}::bigint[],
        ${searches.map(({ language }) => language)}::text[],
        ${searches.map(({ query }) => query)}::text[],
        ${searches.map(({ title }) => title)}::text[]
      ) AS given (article_id, language, query, title)
    )
    SELECT search.article_id, array_agg(found.id ORDER BY found.id) AS candidate_ids
    FROM search CROSS JOIN LATERAL (
      (SELECT article.id FROM article
        WHERE article.search @@ search.query AND ${mayBeLinked(scope)}
        ORDER BY ts_rank_cd(article.search, search.query) DESC, article.effective_at DESC, article.id
        LIMIT ${sql.lit(mostMatches)})
      UNION
      (SELECT article.id FROM article
        WHERE article.title % search.title AND ${mayBeLinked(scope)}
        ORDER BY similarity(article.title, search.title) DESC, article.effective_at DESC, article.id
        LIMIT ${sql.lit(mostLikeTitles)})
    ) AS found
    GROUP BY search.article_id`
}

/** Articles of a language spread evenly over the scope, 500 at most and always the same ones. */
export async function sampleRelatedRows(
  db: Connection,
  scope: RelatedScope,
  language: string,
): Promise<RelatedRow[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT article.id FROM article
    WHERE ${isInScope(scope)} AND ${primaryLanguage} = ${language}
    ORDER BY md5(article.id::text) LIMIT ${sql.lit(sampleSize)}`.execute(db)
  return listRelatedRows(
    db,
    rows.map(({ id }) => id),
  )
}

export async function listRelatedRows(db: Connection, ids: readonly number[]): Promise<RelatedRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RelatedRow>`
    SELECT id, source_id, site_name, url, title, left(dek, 600) AS dek, topics, published_at, published_precision,
      effective_at, word_count, body_hash, minhash, left(body_text, 1000) AS body_start, ${primaryLanguage} AS language
    FROM article WHERE id = ANY (${ids}::bigint[]) ORDER BY id`.execute(db)
  return rows
}

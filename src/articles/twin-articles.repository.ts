import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { ArticleRow } from './articles.repository.ts'

export type TwinArticle = Pick<
  ArticleRow,
  'id' | 'url' | 'status' | 'first_seen_at' | 'revision' | 'warnings'
> & {
  /** Whether an issue has told it. */
  readonly carried: boolean
  readonly pinned: boolean
}

/** An article, and the other one that a canonical key belongs to; one row when it is its own. */
export async function findTwins(
  db: Connection,
  article: Pick<ArticleRow, 'id' | 'newsletter_id'>,
  key: string,
): Promise<TwinArticle[]> {
  const { rows } = await sql<TwinArticle>`
    SELECT id, url, status, first_seen_at, revision, warnings,
      EXISTS (SELECT FROM carried_article WHERE carried_article.newsletter_id = article.newsletter_id
        AND carried_article.article_id = article.id) AS carried,
      EXISTS (SELECT FROM decision WHERE decision.newsletter_id = article.newsletter_id
        AND decision.article_id = article.id AND decision.action = 'pin') AS pinned
    FROM article
    WHERE id = ${article.id} OR id = (SELECT article_id FROM article_alias
      WHERE newsletter_id = ${article.newsletter_id} AND kind = 'canonical' AND scope = '' AND value = ${key})
    ORDER BY id`.execute(db)
  return rows
}

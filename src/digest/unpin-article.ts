import type { ArticleRow } from '../articles/articles.repository.ts'
import { getArticle } from '../articles/get-article.ts'
import type { Database } from '../db/database.ts'
import { deletePin } from './decisions.repository.ts'

/** Takes the pin of an article back; without one nothing changes. */
export async function unpinArticle(db: Database, articleId: number): Promise<ArticleRow> {
  const article = await getArticle(db, articleId)
  await deletePin(db, article.newsletter_id, article.id)
  return article
}

import { updateArticle, type ArticleRow } from '../articles/articles.repository.ts'
import { getArticle } from '../articles/get-article.ts'
import type { Database } from '../db/database.ts'

/** Lets a hidden article be picked again. */
export async function unhideArticle(db: Database, articleId: number): Promise<ArticleRow> {
  const article = await getArticle(db, articleId)
  if (article.status === 'hidden') await updateArticle(db, article.id, { status: 'ready' })
  return article
}

import { AppError } from '../errors.ts'
import type { Connection } from '../db/database.ts'
import { findArticle, type ArticleRow } from './articles.repository.ts'

/** The article of an id; `not_found` when there is none. */
export async function getArticle(db: Connection, id: number): Promise<ArticleRow> {
  const article = await findArticle(db, id)
  if (!article)
    throw new AppError('not_found', `There is no article ${id}. \`recap article list\` shows them.`)
  return article
}

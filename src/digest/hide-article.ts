import { updateArticle, type ArticleRow } from '../articles/articles.repository.ts'
import { getArticle } from '../articles/get-article.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { listPins } from './decisions.repository.ts'

/** Keeps an article out of every issue that is built from now on; one that is pinned is a `conflict`. */
export async function hideArticle(db: Database, articleId: number): Promise<ArticleRow> {
  return db.transaction().execute(async (trx) => {
    const article = await getArticle(trx, articleId)
    const pins = await listPins(trx, article.newsletter_id)
    if (pins.some((pin) => pin.articleId === article.id)) {
      throw new AppError(
        'conflict',
        `Article ${article.id} is pinned. Take the pin back with \`recap article unpin ${article.id}\`, then hide it.`,
      )
    }
    await updateArticle(trx, article.id, { status: 'hidden' })
    return article
  })
}

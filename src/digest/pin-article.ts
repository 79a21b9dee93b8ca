import type { ArticleRow } from '../articles/articles.repository.ts'
import { getArticle } from '../articles/get-article.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { upsertPin } from './decisions.repository.ts'

/** Which article, where it shall stand (the first free place when not said), and who says so. */
export interface PinOrder {
  readonly articleId: number
  readonly position: number | null
  readonly by: string
}

/** Pins an article into the next issue it is a candidate of; one that is hidden is a `conflict`. */
export async function pinArticle(db: Database, order: PinOrder): Promise<ArticleRow> {
  return db.transaction().execute(async (trx) => {
    const article = await getArticle(trx, order.articleId)
    if (article.status === 'hidden') {
      throw new AppError(
        'conflict',
        `Article ${article.id} is hidden. Show it again with \`recap article unhide ${article.id}\`, then pin it.`,
      )
    }
    await upsertPin(trx, { ...order, newsletterId: article.newsletter_id })
    return article
  })
}

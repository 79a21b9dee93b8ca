import type { Connection } from '../db/database.ts'
import type { Pin } from './choice.ts'

/** The articles that the editor pinned, for whatever issue they become candidates of. */
export async function listPins(db: Connection, newsletterId: number): Promise<Pin[]> {
  return db
    .selectFrom('decision')
    .select(['article_id as articleId', 'position'])
    .where('newsletter_id', '=', newsletterId)
    .where('action', '=', 'pin')
    .orderBy('article_id')
    .execute()
}

export interface NewPin extends Pin {
  readonly newsletterId: number
  readonly by: string
}

/** Pins an article, or moves its pin. */
export async function upsertPin(db: Connection, pin: NewPin): Promise<void> {
  await db
    .insertInto('decision')
    .values({
      newsletter_id: pin.newsletterId,
      article_id: pin.articleId,
      action: 'pin',
      position: pin.position,
      decided_by: pin.by,
    })
    .onConflict((conflict) =>
      conflict.columns(['newsletter_id', 'article_id', 'action']).doUpdateSet({ position: pin.position }),
    )
    .execute()
}

/** Takes a pin back; false when there was none. */
export async function deletePin(db: Connection, newsletterId: number, articleId: number): Promise<boolean> {
  const result = await db
    .deleteFrom('decision')
    .where('newsletter_id', '=', newsletterId)
    .where('article_id', '=', articleId)
    .where('action', '=', 'pin')
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

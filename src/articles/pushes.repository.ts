import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import type { ArticleRow } from './articles.repository.ts'

/** Makes pushes to a newsletter take turns until each transaction ends, so that none sees half of another. */
export async function lockPushes(trx: DatabaseTransaction, newsletterId: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`push ${newsletterId}`}, 0))`.execute(trx)
}

/** An article, held against other writers until the transaction ends. */
export async function lockArticle(trx: DatabaseTransaction, id: number): Promise<ArticleRow> {
  return trx.selectFrom('article').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

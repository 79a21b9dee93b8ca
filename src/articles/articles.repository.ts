import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { Window } from '../time.ts'

export type ArticleRow = Selectable<Tables['article']>
export type NewArticle = Insertable<Tables['article']>
export type ArticleChange = Updateable<Tables['article']>

export interface Alias {
  readonly kind: 'guid' | 'url' | 'canonical' | 'external'
  readonly scope: string
  readonly value: string
}

/** The article that is known under any of these names, the first name first. */
export async function findArticleByAlias(
  db: Connection,
  newsletterId: number,
  aliases: readonly Alias[],
): Promise<{ id: number } | undefined> {
  for (const { kind, scope, value } of aliases) {
    const row = await db
      .selectFrom('article_alias')
      .select('article_id as id')
      .where('newsletter_id', '=', newsletterId)
      .where('kind', '=', kind)
      .where('scope', '=', scope)
      .where('value', '=', value)
      .executeTakeFirst()
    if (row) return row
  }
  return undefined
}

/** Adds an article, or finds the one with the same canonical key; `created` tells which. */
export async function insertArticle(
  db: Connection,
  article: NewArticle,
): Promise<{ id: number; created: boolean }> {
  return db
    .insertInto('article')
    .values(article)
    .onConflict((conflict) =>
      conflict.columns(['newsletter_id', 'canonical_key']).doUpdateSet({ title: sql`article.title` }),
    )
    .returning(['id', sql<boolean>`xmax = 0`.as('created')])
    .executeTakeFirstOrThrow()
}

/** Adds articles in one statement and returns those that were not there, by their canonical keys. */
export async function insertArticles(
  db: Connection,
  articles: readonly NewArticle[],
): Promise<Map<string, number>> {
  if (articles.length === 0) return new Map()
  const rows = await db
    .insertInto('article')
    .values(articles)
    .onConflict((conflict) => conflict.columns(['newsletter_id', 'canonical_key']).doNothing())
    .returning(['id', 'canonical_key'])
    .execute()
  return new Map(rows.map((row) => [row.canonical_key, row.id]))
}

/** Adds names under which an article is found again; a name that is taken stays with its article. */
export async function insertAliases(
  db: Connection,
  article: { id: number; newsletterId: number },
  aliases: readonly Alias[],
): Promise<void> {
  if (aliases.length === 0) return
  await db
    .insertInto('article_alias')
    .values(
      aliases.map((alias) => ({ ...alias, newsletter_id: article.newsletterId, article_id: article.id })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findArticle(db: Connection, id: number): Promise<ArticleRow | undefined> {
  return db.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function updateArticle(db: Connection, id: number, change: ArticleChange): Promise<void> {
  await db.updateTable('article').set(change).where('id', '=', id).execute()
}

/** Changes an article while it is in this state; false when somebody else has changed the state meanwhile. */
export async function updateArticleWhile(
  db: Connection,
  { id, status }: Pick<ArticleRow, 'id' | 'status'>,
  change: ArticleChange,
): Promise<boolean> {
  const result = await db
    .updateTable('article')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', status)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Articles of a source whose page was not read yet, newest first. */
export async function listUnreadArticles(
  db: Connection,
  sourceId: number,
  limit: number,
): Promise<{ id: number }[]> {
  return db
    .selectFrom('article')
    .select('id')
    .where('source_id', '=', sourceId)
    .where('status', '=', 'new')
    .orderBy('effective_at', 'desc')
    .limit(limit)
    .execute()
}

/** Articles of a window whatever their state, newest first. */
export async function listArticles(
  db: Connection,
  newsletterId: number,
  window?: Window,
): Promise<ArticleRow[]> {
  return db
    .selectFrom('article')
    .selectAll()
    .where('newsletter_id', '=', newsletterId)
    .$if(window !== undefined, (query) =>
      query
        .where('effective_at', '>=', window?.start ?? new Date(0))
        .where('effective_at', '<', window?.end ?? new Date(0)),
    )
    .orderBy('effective_at', 'desc')
    .orderBy('id')
    .limit(10_000)
    .execute()
}

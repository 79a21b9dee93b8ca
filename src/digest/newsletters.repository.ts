import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { WeeklySchedule } from '../time.ts'

export type NewsletterRow = Selectable<Tables['newsletter']>
export type NewNewsletter = Insertable<Tables['newsletter']>
export type NewsletterChange = Updateable<Tables['newsletter']>

/** Adds a newsletter; one with the same slug stays as it is. */
export async function insertNewsletter(db: Connection, newsletter: NewNewsletter): Promise<void> {
  await db
    .insertInto('newsletter')
    .values(newsletter)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
}

export async function findNewsletter(db: Connection, id: number): Promise<NewsletterRow | undefined> {
  return db.selectFrom('newsletter').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newsletter, locked: its slots and issue numbers are given out by one transaction at a time. */
export async function lockNewsletter(
  trx: DatabaseTransaction,
  id: number,
): Promise<NewsletterRow | undefined> {
  // Not FOR UPDATE: that waits for every transaction that has a row which refers to the newsletter.
  return trx.selectFrom('newsletter').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

export async function findNewsletterBySlug(db: Connection, slug: string): Promise<NewsletterRow | undefined> {
  return db.selectFrom('newsletter').selectAll().where('slug', '=', slug).executeTakeFirst()
}

export async function listNewsletters(db: Connection): Promise<NewsletterRow[]> {
  return db.selectFrom('newsletter').selectAll().orderBy('id').execute()
}

export async function listEnabledNewsletters(db: Connection): Promise<NewsletterRow[]> {
  return db.selectFrom('newsletter').selectAll().where('enabled', '=', true).orderBy('id').execute()
}

export async function updateNewsletter(db: Connection, id: number, change: NewsletterChange): Promise<void> {
  await db.updateTable('newsletter').set(change).where('id', '=', id).execute()
}

export function scheduleOf(newsletter: NewsletterRow): WeeklySchedule {
  return { weekday: newsletter.weekday, time: newsletter.send_time, timeZone: newsletter.time_zone }
}

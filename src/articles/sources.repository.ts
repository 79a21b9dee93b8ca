import { sql, type Selectable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { SourceKind, SourceStatus } from '../db/values.ts'

export type SourceRow = Selectable<Tables['source']>

export interface NewSource {
  readonly newsletterId: number
  readonly kind: SourceKind
  readonly url: string
  readonly siteUrl: string | null
  readonly title: string | null
  readonly language: string | null
  readonly nextPollAt: Date
}

/** Adds a source; undefined when the newsletter has one with that address. */
export async function insertSource(db: Connection, source: NewSource): Promise<{ id: number } | undefined> {
  return db
    .insertInto('source')
    .values({
      newsletter_id: source.newsletterId,
      kind: source.kind,
      url: source.url,
      site_url: source.siteUrl,
      title: source.title,
      language: source.language,
      next_poll_at: source.nextPollAt,
    })
    .onConflict((conflict) => conflict.columns(['newsletter_id', 'url']).doNothing())
    .returning('id')
    .executeTakeFirst()
}

export async function findSource(db: Connection, id: number): Promise<SourceRow | undefined> {
  return db.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findSourceByUrl(
  db: Connection,
  newsletterId: number,
  url: string,
): Promise<SourceRow | undefined> {
  return db
    .selectFrom('source')
    .selectAll()
    .where('newsletter_id', '=', newsletterId)
    .where('url', '=', url)
    .executeTakeFirst()
}

export async function listSources(db: Connection, newsletterId: number): Promise<SourceRow[]> {
  return db.selectFrom('source').selectAll().where('newsletter_id', '=', newsletterId).orderBy('id').execute()
}

/** Sources whose time has come, the longest waiting first. */
export async function listDueSources(db: Connection, now: Date): Promise<{ id: number }[]> {
  return db
    .selectFrom('source')
    .select('id')
    .where('status', 'in', ['active', 'error'])
    .where('next_poll_at', '<=', now)
    .orderBy('next_poll_at')
    .limit(1_000)
    .execute()
}

/** Removes a source; its articles stay. False when there is none. */
export async function deleteSource(db: Connection, id: number): Promise<boolean> {
  const result = await db.deleteFrom('source').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows === 1n
}

export interface SourceSuccess {
  readonly at: Date
  readonly nextPollAt: Date
  readonly etag: string | null
  readonly lastModified: string | null
  readonly bodyHash: string | null
}

/** A source that answered: its validators, its next time, and the end of any trouble. */
export async function recordSourceSuccess(db: Connection, id: number, success: SourceSuccess): Promise<void> {
  await db
    .updateTable('source')
    .set({
      status: 'active',
      fail_count: 0,
      last_error: null,
      etag: success.etag,
      last_modified: success.lastModified,
      body_hash: success.bodyHash,
      last_fetched_at: success.at,
      next_poll_at: success.nextPollAt,
      baseline_at: sql`coalesce(baseline_at, ${success.at})`,
    })
    .where('id', '=', id)
    .execute()
}

export interface SourceFailure {
  readonly nextPollAt: Date
  readonly status: SourceStatus
  readonly message: string
}

/** A source that failed keeps its articles and waits for its next time. */
export async function recordSourceFailure(db: Connection, id: number, failure: SourceFailure): Promise<void> {
  await db
    .updateTable('source')
    .set((eb) => ({
      status: failure.status,
      last_error: failure.message,
      next_poll_at: failure.nextPollAt,
      fail_count: eb('fail_count', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

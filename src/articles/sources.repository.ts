import { sql, type Selectable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { SourceKind } from '../db/values.ts'

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

/** Sources whose time has come: of each host the longest waiting, then of each the second, and so on. */
export async function listDueSources(db: Connection, now: Date): Promise<{ id: number }[]> {
  const host = sql`substring(url from '^[a-z]+://([^/?#]*)')`
  return db
    .selectFrom('source')
    .select('id')
    .where('status', 'in', ['active', 'error'])
    .where('next_poll_at', '<=', now)
    .orderBy(sql`row_number() OVER (PARTITION BY ${host} ORDER BY next_poll_at, id)`)
    .orderBy('next_poll_at')
    .limit(1_000)
    .execute()
}

/** Removes a source; its articles stay. False when there is none. */
export async function deleteSource(db: Connection, id: number): Promise<boolean> {
  const result = await db.deleteFrom('source').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The columns that tell the state of a source and when it is asked next. */
export type SourcePoll = Pick<
  SourceRow,
  'status' | 'fail_count' | 'failing_since' | 'last_error' | 'next_poll_at'
>

export async function recordSourcePoll(db: Connection, id: number, poll: SourcePoll): Promise<void> {
  await db.updateTable('source').set(poll).where('id', '=', id).execute()
}

export type SourceAnswer = SourcePoll &
  Pick<
    SourceRow,
    'etag' | 'last_modified' | 'body_hash' | 'permanent_url' | 'permanent_count' | 'permanent_since'
  >

/** A source that answered: what it said of itself, its next time, and the end of any trouble. */
export async function recordSourceAnswer(
  db: Connection,
  id: number,
  { at, ...answer }: SourceAnswer & { readonly at: Date },
): Promise<void> {
  await db
    .updateTable('source')
    .set({ ...answer, last_fetched_at: at, baseline_at: sql`coalesce(baseline_at, ${at})` })
    .where('id', '=', id)
    .execute()
}

/** Gives a source its new address and keeps the old one. False when a source of the newsletter has it already. */
export async function moveSource(db: Connection, source: SourceRow, url: string): Promise<boolean> {
  const result = await db
    .updateTable('source')
    .set({
      url,
      url_history: sql`array_append(url_history, ${source.url})`,
      permanent_url: null,
      permanent_count: 0,
      permanent_since: null,
    })
    .where('id', '=', source.id)
    .where('url', '=', source.url)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('source as other')
            .select('other.id')
            .where('other.newsletter_id', '=', source.newsletter_id)
            .where('other.url', '=', url),
        ),
      ),
    )
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Window } from '../time.ts'

/** What an issue may be picked from. */
export interface Intake {
  readonly window: Window
  /** What was first seen after this may be late; null when no issue was sent before. */
  readonly lastFrozenAt: Date | null
}

export type Candidate = Awaited<ReturnType<typeof listCandidates>>[number]

/** A late article may be in effect up to a week before the window. */
const latestMs = 7 * 86_400_000

/** Articles of a window and of the week before it, pinned ones whenever they are from, whatever speaks against them. */
export async function listCandidates(db: Connection, newsletterId: number, { window }: Intake) {
  return articles(db)
    .where('article.newsletter_id', '=', newsletterId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('effective_at', '>=', new Date(window.start.getTime() - latestMs)),
          eb('effective_at', '<', window.end),
        ]),
        eb('article.id', 'in', pinned(db, newsletterId)),
      ]),
    )
    .orderBy('article.id')
    .execute()
}

/** Articles that issues frozen since a time told, for the stories that must not be told again. */
export async function listTold(db: Connection, newsletterId: number, since: Date): Promise<Candidate[]> {
  return articles(db)
    .innerJoin('carried_article', 'carried_article.article_id', 'article.id')
    .innerJoin('issue', 'issue.id', 'carried_article.issue_id')
    .where('carried_article.newsletter_id', '=', newsletterId)
    .where('issue.frozen_at', '>=', since)
    .orderBy('article.id')
    .execute()
}

/** Of these articles, the ones that an issue of the newsletter carried, whenever that was. */
export async function listCarriedIds(db: Connection, newsletterId: number, ids: number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('carried_article')
    .select('article_id')
    .where('newsletter_id', '=', newsletterId)
    .where('article_id', '=', sql<number>`ANY(${ids}::bigint[])`)
    .execute()
  return rows.map((row) => row.article_id)
}

function pinned(db: Connection, newsletterId: number) {
  return db
    .selectFrom('decision')
    .select('decision.article_id')
    .where('newsletter_id', '=', newsletterId)
    .where('action', '=', 'pin')
}

function articles(db: Connection) {
  return db
    .selectFrom('article')
    .leftJoin('source', 'source.id', 'article.source_id')
    .select([
      'article.id',
      'article.revision',
      'article.status',
      'article.source_id',
      'article.canonical_key',
      'article.url',
      'article.title',
      'article.dek',
      'article.authors',
      'article.language',
      'article.site_name',
      'article.published_at',
      'article.published_precision',
      'article.effective_at',
      'article.first_seen_at',
      'article.word_count',
      'article.body_hash',
      'article.minhash',
      'article.image_url',
      'article.image_alt',
      'article.topics',
      'article.access',
      'article.article_type',
      'article.signals',
      'article.key_points',
      'article.related',
      'source.weight as source_weight',
      'source.title as source_title',
      sql<string>`left(article.body_text, 600)`.as('lead'),
    ])
}

import type { Selectable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { Window } from '../time.ts'

export type Candidate = Pick<
  Selectable<Tables['article']>,
  | 'id'
  | 'canonical_key'
  | 'url'
  | 'title'
  | 'dek'
  | 'site_name'
  | 'published_at'
  | 'published_precision'
  | 'effective_at'
  | 'word_count'
  | 'image_url'
  | 'image_alt'
  | 'key_points'
  | 'related'
>

/** Articles published shortly before a window that were seen only after the issue before it was fixed. */
interface LateArrivals {
  readonly publishedFrom: Date
  readonly seenAfter: Date
}

/** What an issue may be picked from. */
export interface Intake {
  readonly window: Window
  readonly late: LateArrivals | undefined
}

/** Articles of a window, with those that came late for the one before, that no issue of the newsletter has carried. */
export async function listCandidates(
  db: Connection,
  newsletterId: number,
  { window, late }: Intake,
): Promise<Candidate[]> {
  return db
    .selectFrom('article')
    .select([
      'article.id',
      'canonical_key',
      'url',
      'title',
      'dek',
      'site_name',
      'published_at',
      'published_precision',
      'effective_at',
      'word_count',
      'image_url',
      'image_alt',
      'key_points',
      'related',
    ])
    .where('article.newsletter_id', '=', newsletterId)
    .where('effective_at', '<', window.end)
    .where((eb) =>
      eb.or([
        eb('effective_at', '>=', window.start),
        ...(late
          ? [
              eb.and([
                eb('effective_at', '>=', late.publishedFrom),
                eb('first_seen_at', '>=', late.seenAfter),
              ]),
            ]
          : []),
      ]),
    )
    .where('status', 'in', ['new', 'ready'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('carried_article')
            .select('carried_article.article_id')
            .whereRef('carried_article.article_id', '=', 'article.id')
            .whereRef('carried_article.newsletter_id', '=', 'article.newsletter_id'),
        ),
      ),
    )
    .execute()
}

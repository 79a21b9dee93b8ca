import type { Connection } from '../db/database.ts'
import type { SubscriberEventKind } from '../db/values.ts'

/** One step of a subscriber's history: what happened, by which way it came, and what it changed. */
export interface SubscriberEvent {
  readonly subscriberId: number
  readonly newsletterId: number
  readonly at: Date
  readonly kind: SubscriberEventKind
  /** The way it came, such as `sign-up form`, `preferences`, `one-click` or `operator`. */
  readonly source: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Adds steps to the histories of subscribers, in the order given. */
export async function insertSubscriberEvents(
  db: Connection,
  events: readonly SubscriberEvent[],
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ subscriberId, newsletterId, at, kind, source, detail = {} }) => ({
    subscriber_id: subscriberId,
    newsletter_id: newsletterId,
    at,
    kind,
    source,
    detail: JSON.stringify(detail),
  }))
  await db.insertInto('subscriber_event').values(rows).execute()
}

/** The history of a subscriber with one newsletter, oldest step first. */
export async function listSubscriberEvents(
  db: Connection,
  { subscriberId, newsletterId }: { subscriberId: number; newsletterId: number },
): Promise<Required<SubscriberEvent>[]> {
  return db
    .selectFrom('subscriber_event')
    .select([
      'subscriber_id as subscriberId',
      'newsletter_id as newsletterId',
      'at',
      'kind',
      'source',
      'detail',
    ])
    .where('subscriber_id', '=', subscriberId)
    .where('newsletter_id', '=', newsletterId)
    .orderBy('id')
    .execute()
}

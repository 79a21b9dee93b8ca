import type { Database } from '../db/database.ts'
import { listDetails } from './details.repository.ts'
import { subscriberView, type SubscriberView } from './show-subscriber.ts'

/** A page of subscribers in the order they came, after the one with a given id. */
export async function listSubscribers(
  db: Database,
  newsletterId: number,
  page: { readonly after: number; readonly limit: number },
): Promise<SubscriberView[]> {
  return (await listDetails(db, newsletterId, page)).map(subscriberView)
}

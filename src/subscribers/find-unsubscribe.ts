import { findSubscription, type SubscriptionRow } from './subscribers.repository.ts'
import type { SubscriberNeeds } from './add-subscriber.ts'
import { readToken } from './token.ts'

/** The subscription an unsubscribe token speaks for, unchanged; the database is not asked before the MAC holds. */
export async function findUnsubscribe(
  { db, keys }: SubscriberNeeds,
  token: string,
): Promise<SubscriptionRow | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  return subject && findSubscription(db, subject)
}

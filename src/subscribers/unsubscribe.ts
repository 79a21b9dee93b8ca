import { findSubscription, setUnsubscribed, type SubscriptionRow } from './subscribers.repository.ts'
import type { SubscriberNeeds } from './add-subscriber.ts'
import { readToken } from './token.ts'

/** Ends the subscription that an unsubscribe token speaks for; undefined when the token is not ours. May be repeated. */
export async function unsubscribe(
  { db, keys, now }: SubscriberNeeds,
  token: string,
): Promise<SubscriptionRow | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  if (!subject) return undefined
  await setUnsubscribed(db, subject, now())
  return findSubscription(db, subject)
}

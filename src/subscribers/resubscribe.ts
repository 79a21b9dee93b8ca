import { findSubscription, setActiveAgain, type SubscriptionRow } from './subscribers.repository.ts'
import type { SubscriberNeeds } from './add-subscriber.ts'
import { readToken } from './token.ts'

/** Takes back the unsubscribe of the person an unsubscribe token speaks for; undefined when the token is not ours. */
export async function resubscribe(
  { db, keys }: SubscriberNeeds,
  token: string,
): Promise<SubscriptionRow | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  if (!subject) return undefined
  await setActiveAgain(db, subject)
  return findSubscription(db, subject)
}

import type { SubscriberNeeds } from './add-subscriber.ts'
import { getSubscriber } from './get-subscriber.ts'
import { setUnsubscribed, type SubscriptionRow } from './subscribers.repository.ts'

/** Ends the subscription of an address at its owner's request; throws `not_found` for a stranger. May be repeated. */
export async function unsubscribeAddress(
  { db, now }: Pick<SubscriberNeeds, 'db' | 'now'>,
  newsletterId: number,
  email: string,
): Promise<SubscriptionRow> {
  const { subscriberId } = await getSubscriber(db, newsletterId, email)
  await setUnsubscribed(db, { subscriberId, newsletterId }, now())
  return getSubscriber(db, newsletterId, email)
}

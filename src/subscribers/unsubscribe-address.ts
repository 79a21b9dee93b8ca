import type { SubscriberNeeds } from './add-subscriber.ts'
import { getSubscriber } from './get-subscriber.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'
import { setUnsubscribed, type SubscriptionRow } from './subscribers.repository.ts'

/** Ends the subscription of an address at its owner's request; throws `not_found` for a stranger. May be repeated. */
export async function unsubscribeAddress(
  { db, now }: Pick<SubscriberNeeds, 'db' | 'now'>,
  { newsletterId, email, source }: { newsletterId: number; email: string; source: string },
): Promise<SubscriptionRow> {
  const { subscriberId } = await getSubscriber(db, newsletterId, email)
  await db.transaction().execute(async (trx) => {
    const at = now()
    const subject = { subscriberId, newsletterId }
    if (await setUnsubscribed(trx, subject, at)) {
      await insertSubscriberEvents(trx, [{ ...subject, at, kind: 'unsubscribed', source }])
    }
  })
  return getSubscriber(db, newsletterId, email)
}

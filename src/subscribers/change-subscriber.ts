import type { SubscriberNeeds } from './add-subscriber.ts'
import { updateDetails } from './details.repository.ts'
import { getSubscriber } from './get-subscriber.ts'
import { checkDetails, type PersonDetails } from './person-details.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'

/** Whose details change, to what, and who asked for it. */
export interface SubscriberChange {
  readonly newsletterId: number
  readonly email: string
  readonly details: PersonDetails
  readonly source: string
}

/** Changes what is known of a person and leaves what is not told; `not_found` for a stranger. */
export async function changeSubscriber(
  { db, now }: Pick<SubscriberNeeds, 'db' | 'now'>,
  { newsletterId, email, details, source }: SubscriberChange,
): Promise<void> {
  const checked = checkDetails(details)
  const { subscriberId } = await getSubscriber(db, newsletterId, email)
  const fields = Object.entries(checked).filter(([, value]) => value !== undefined)
  if (fields.length === 0) return
  await db.transaction().execute(async (trx) => {
    await updateDetails(trx, { subscriberId, newsletterId }, checked)
    const detail = { fields: fields.map(([name]) => name) }
    await insertSubscriberEvents(trx, [
      { subscriberId, newsletterId, at: now(), kind: 'changed', source, detail },
    ])
  })
}

import type { DatabaseTransaction } from '../db/database.ts'
import { addressHmac } from './address-hmac.ts'
import { parseAddress, type Address } from './address.ts'
import type { SubscriberNeeds } from './add-subscriber.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'
import { findSubscriptionByKey } from './subscribers.repository.ts'
import { deleteSuppression, insertSuppression, type SuppressionReason } from './suppressions.repository.ts'

export interface SuppressionInput {
  readonly newsletterId: number
  readonly email: string
  readonly reason: SuppressionReason
  /** Who asked for it, or what it rests on. */
  readonly source: string
}

/** What became of the wish: `changed` is false when things stood like that before. */
export interface SuppressionOutcome {
  readonly email: string
  readonly changed: boolean
}

/** From now on an address gets no mail, whoever asks for it; of the address itself only its HMAC is kept. */
export async function suppressAddress(
  { db, keys, now }: SubscriberNeeds,
  { newsletterId, email, reason, source }: SuppressionInput,
): Promise<SuppressionOutcome> {
  const address = parseAddress(email)
  const suppression = { address_hmac: addressHmac(keys, address), reason, source, created_at: now() }
  return db.transaction().execute(async (trx) => {
    const changed = await insertSuppression(trx, suppression)
    const event = { newsletterId, at: now(), kind: 'suppressed', source, detail: { reason } } as const
    if (changed) await tellPerson(trx, address, event)
    return { email: address.email, changed }
  })
}

/** Lets an address get mail again; whoever has unsubscribed stays unsubscribed. */
export async function unsuppressAddress(
  { db, keys, now }: SubscriberNeeds,
  { newsletterId, email, source }: Omit<SuppressionInput, 'reason'>,
): Promise<SuppressionOutcome> {
  const address = parseAddress(email)
  return db.transaction().execute(async (trx) => {
    const changed = await deleteSuppression(trx, addressHmac(keys, address))
    const event = { newsletterId, at: now(), kind: 'unsuppressed', source, detail: {} } as const
    if (changed) await tellPerson(trx, address, event)
    return { email: address.email, changed }
  })
}

type Step = Omit<Parameters<typeof insertSubscriberEvents>[1][number], 'subscriberId'>

/** An address may be suppressed before anyone subscribes with it. */
async function tellPerson(trx: DatabaseTransaction, { key }: Address, step: Step): Promise<void> {
  const person = await findSubscriptionByKey(trx, step.newsletterId, key)
  if (person) await insertSubscriberEvents(trx, [{ ...step, subscriberId: person.subscriberId }])
}

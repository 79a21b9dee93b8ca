import type { SubscriberNeeds } from './add-subscriber.ts'
import { deletePerson, insertErasureRecord } from './erased.repository.ts'
import { getSubscriber } from './get-subscriber.ts'
import { insertSuppression } from './suppressions.repository.ts'

export interface ErasureInput {
  readonly newsletterId: number
  readonly email: string
  /** Whether the fingerprint of the address is kept, so that nobody writes to it again. */
  readonly suppress: boolean
  /** Who did it, for the record. */
  readonly actor: string
}

/**
 * Erases a person for good (GDPR 17): a suppression that stands goes on standing, as a fingerprint only; the ledger
 * keeps its counts without the person. Throws `not_found` for a stranger.
 */
export async function eraseSubscriber(
  { db, now }: Pick<SubscriberNeeds, 'db' | 'now'>,
  { newsletterId, email, suppress, actor }: ErasureInput,
): Promise<{ email: string; erased: true; suppressed: boolean }> {
  const person = await getSubscriber(db, newsletterId, email)
  await db.transaction().execute(async (trx) => {
    const hmac = await deletePerson(trx, person.subscriberId)
    const suppression = { address_hmac: hmac, reason: 'erasure', source: actor, created_at: now() } as const
    if (suppress) await insertSuppression(trx, suppression)
    await insertErasureRecord(trx, { actor, subscriberId: person.subscriberId, at: now() })
  })
  return { email: person.email, erased: true, suppressed: suppress || person.suppressed }
}

import type { SubscriberNeeds } from './add-subscriber.ts'
import { deleteReader } from './erasure.repository.ts'
import { getSubscriber } from './get-subscriber.ts'

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
  { db }: Pick<SubscriberNeeds, 'db'>,
  { newsletterId, email, suppress, actor }: ErasureInput,
): Promise<{ email: string; erased: true; suppressed: boolean }> {
  const person = await getSubscriber(db, newsletterId, email)
  const erasure = { subscriberId: person.subscriberId, suppress, actor }
  await db.transaction().execute((trx) => deleteReader(trx, erasure))
  return { email: person.email, erased: true, suppressed: suppress || person.suppressed }
}

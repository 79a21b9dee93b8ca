import type { SubscriberNeeds } from './add-subscriber.ts'
import { deleteReader } from './erasure.repository.ts'
import { readToken } from './token.ts'

/**
 * Erases the reader of a preferences token (GDPR 17). Only the fingerprint of a suppressed address stays, and with
 * `suppress` that of any. False when the token is not ours.
 */
export async function eraseMe(
  { db, keys }: Pick<SubscriberNeeds, 'db' | 'keys'>,
  token: string,
  suppress: boolean,
): Promise<boolean> {
  const subject = readToken(keys, 'preferences', token)
  if (!subject) return false
  const erasure = { subscriberId: subject.subscriberId, suppress, actor: 'reader' }
  return db.transaction().execute((trx) => deleteReader(trx, erasure))
}

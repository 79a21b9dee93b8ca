import type { SubscriberNeeds } from './add-subscriber.ts'
import { findMyData } from './erasure.repository.ts'
import { readToken } from './token.ts'

/** Everything kept about the reader of a preferences token (GDPR 15 and 20); undefined when the token is not ours. */
export async function readMyData(
  { db, keys }: Pick<SubscriberNeeds, 'db' | 'keys'>,
  token: string,
): Promise<object | undefined> {
  const subject = readToken(keys, 'preferences', token)
  return subject && findMyData(db, subject.subscriberId)
}

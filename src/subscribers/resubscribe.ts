import type { SubscriberNeeds } from './add-subscriber.ts'
import { findReader, type ReaderRow } from './reader-rows.repository.ts'
import { restoreSubscription } from './returns.repository.ts'
import { readToken } from './token.ts'

/** Takes back the unsubscribe of the reader an unsubscribe token speaks for; undefined when the token is not ours. */
export async function resubscribe(
  { db, keys, now }: SubscriberNeeds,
  token: string,
): Promise<ReaderRow | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  if (!subject) return undefined
  await restoreSubscription(db, subject, now())
  return findReader(db, subject)
}

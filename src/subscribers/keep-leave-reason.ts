import type { SubscriberNeeds } from './add-subscriber.ts'
import { findReader, type ReaderRow } from './reader-rows.repository.ts'
import { setLeaveReason } from './returns.repository.ts'
import { readToken } from './token.ts'

/** Keeps why the reader of an unsubscribe token has left; undefined when the token is not ours. */
export async function keepLeaveReason(
  { db, keys }: Pick<SubscriberNeeds, 'db' | 'keys'>,
  token: string,
  reason: string,
): Promise<ReaderRow | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  if (!subject) return undefined
  await setLeaveReason(db, subject, reason)
  return findReader(db, subject)
}

import type { SubscriberNeeds } from './add-subscriber.ts'
import type { Unsubscribes } from './open-unsubscribes.ts'
import type { ReaderRow } from './reader-rows.repository.ts'
import { readToken } from './token.ts'

/**
 * Ends the subscription that an unsubscribe token speaks for, in the database or, while that is away, on disk (`kept`);
 * undefined when the token is not ours. May be repeated.
 */
export async function unsubscribe(
  {
    keys,
    now,
    unsubscribes,
  }: Pick<SubscriberNeeds, 'keys' | 'now'> & { unsubscribes: Pick<Unsubscribes, 'end'> },
  token: string,
): Promise<ReaderRow | 'kept' | undefined> {
  const subject = readToken(keys, 'unsubscribe', token)
  return subject && unsubscribes.end({ ...subject, at: now() })
}

import type { SubscriberNeeds } from './add-subscriber.ts'
import { requestNotices, type NoticeId } from './notices.repository.ts'
import { findReader, type ReaderRow } from './reader-rows.repository.ts'
import { setConfirmed } from './readers.repository.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'
import { readToken } from './token.ts'

/** How long a confirmation link is good for. */
const goodForMs = 7 * 24 * 3_600_000

/** What a confirmation link leads to: a subscription, or a link that was good once. */
export type Confirmation = { readonly kind: 'expired' } | { readonly kind: 'found'; readonly row: ReaderRow }

/** Reads a confirmation link and changes nothing; undefined when it is not ours. */
export async function findConfirmation(
  { db, keys, now }: SubscriberNeeds,
  token: string,
): Promise<Confirmation | undefined> {
  const claim = readToken(keys, 'confirm', token)
  if (!claim?.issuedAt) return undefined
  if (now().getTime() - claim.issuedAt.getTime() > goodForMs) return { kind: 'expired' }
  const row = await findReader(db, claim)
  if (!row) return undefined
  return row.suppressed ? { kind: 'expired' } : { kind: 'found', row }
}

/**
 * Confirms a subscription, be it for the first time or after its reader had left. Returns it with the welcome mail to
 * send; again changes nothing.
 */
export async function confirm(
  needs: SubscriberNeeds,
  token: string,
  ip: string,
): Promise<{ confirmation: Confirmation | undefined; notices: readonly NoticeId[] }> {
  const confirmation = await findConfirmation(needs, token)
  if (confirmation?.kind !== 'found') return { confirmation, notices: [] }
  const { subscriberId, newsletterId } = confirmation.row
  const subject = { subscriberId, newsletterId }
  const notices = await needs.db.transaction().execute(async (trx) => {
    const at = needs.now()
    if (!(await setConfirmed(trx, subject, at))) return []
    const step = { ...subject, at, kind: 'confirmed', source: 'confirmation link', detail: { ip } } as const
    await insertSubscriberEvents(trx, [step])
    return requestNotices(trx, [{ kind: 'welcome', ...subject }], at)
  })
  return { confirmation: await findConfirmation(needs, token), notices }
}

import type { SubscriberNeeds } from './add-subscriber.ts'
import { parseAddress } from './address.ts'
import { addressHmac } from './address-hmac.ts'
import { requestNotices, type NoticeId } from './notices.repository.ts'
import { findUnconfirmed, insertCandidates, type Candidate } from './readers.repository.ts'
import { deleteSignups, type Signup } from './signups.repository.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'

/** Sign-ups that are looked at in one transaction. */
const batchSize = 1000

/**
 * Looks at the sign-ups of a newsletter that wait: each address that can be mailed waits for its confirmation from then
 * on. Returns the confirmation mails to send, at most one in 24 hours for an address, however often it was entered.
 */
export async function subscribe(needs: SubscriberNeeds, newsletterId: number): Promise<NoticeId[]> {
  const notices: NoticeId[] = []
  for (;;) {
    const { taken, asked } = await takeBatch(needs, newsletterId)
    notices.push(...asked)
    if (taken < batchSize) return notices
  }
}

async function takeBatch({ db, keys, now }: SubscriberNeeds, newsletterId: number) {
  return db.transaction().execute(async (trx) => {
    const signups = await deleteSignups(trx, newsletterId, batchSize)
    const candidates = new Map(signups.flatMap((signup) => candidateOf(signup)).map((one) => [one.key, one]))
    if (candidates.size === 0) return { taken: signups.length, asked: [] }
    await insertCandidates(trx, [...candidates.values()])
    const ids = await findUnconfirmed(trx, newsletterId, [...candidates.keys()])
    const wished = [...ids.values()].map((subscriberId) => ({
      kind: 'confirm' as const,
      subscriberId,
      newsletterId,
    }))
    const asked = await requestNotices(trx, wished, now())
    const people = new Map([...ids].map(([key, id]) => [id, candidates.get(key)]))
    const events = asked.flatMap((notice) => requested(notice, people.get(notice.subscriberId)))
    await insertSubscriberEvents(trx, events)
    return { taken: signups.length, asked }
  })

  function candidateOf(signup: Signup): Candidate[] {
    try {
      const address = parseAddress(signup.email)
      return [{ ...signup, ...address, addressHmac: addressHmac(keys, address) }]
    } catch {
      // Its sender was promised a mail that can go nowhere; the answer told no more than to anyone.
      return []
    }
  }
}

/** The proof of the request: when, from where, and the text that was shown. */
function requested({ subscriberId, newsletterId }: NoticeId, candidate: Candidate | undefined) {
  if (!candidate) return []
  const { at, ip, consentText: text, consentSource: source } = candidate
  return [{ subscriberId, newsletterId, at, kind: 'requested' as const, source, detail: { ip, text } }]
}

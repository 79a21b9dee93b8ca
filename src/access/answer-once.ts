import type { DatabaseTransaction } from '../db/database.ts'
import type { AccessNeeds } from './create-token.ts'
import { deleteRequestsBefore, findRequest, insertRequest, tryLockKey } from './requests.repository.ts'

/** A request that may be repeated: its Idempotency-Key, if it has one, and a hash of all that it asks for. */
export interface RepeatableRequest {
  readonly tokenId: number
  readonly key: string | undefined
  readonly hash: Buffer
}

/** An answer as it is stored: an HTTP status and a JSON object. */
export interface StoredAnswer {
  readonly status: number
  readonly response: Record<string, unknown>
}

/** The answer, or why there is none: the key is at work in another request, or belongs to a different one. */
export type OnceOutcome =
  | ({ readonly outcome: 'answered'; readonly replayed: boolean } & StoredAnswer)
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'other_request' }

/** How long a key is remembered. */
const keptMs = 24 * 3_600_000

/**
 * Does a piece of work once for each key and gives the same answer again for 24 hours. Work and answer are committed
 * together: what fails or is cut off leaves neither, so it can be sent again. Without a key the work is just done.
 */
export async function answerOnce(
  { db, now }: AccessNeeds,
  { tokenId, key, hash }: RepeatableRequest,
  work: (trx: DatabaseTransaction) => Promise<StoredAnswer>,
): Promise<OnceOutcome> {
  return db.transaction().execute(async (trx): Promise<OnceOutcome> => {
    if (key === undefined) return { outcome: 'answered', replayed: false, ...(await work(trx)) }
    if (!(await tryLockKey(trx, { tokenId, key }))) return { outcome: 'busy' }
    const at = now()
    await deleteRequestsBefore(trx, tokenId, new Date(at.getTime() - keptMs))
    const known = await findRequest(trx, tokenId, key)
    if (known && !known.request_hash.equals(hash)) return { outcome: 'other_request' }
    if (known) return { outcome: 'answered', replayed: true, status: known.status, response: known.response }
    const answer = await work(trx)
    await insertRequest(trx, {
      token_id: tokenId,
      key,
      request_hash: hash,
      status: answer.status,
      response: JSON.stringify(answer.response),
      created_at: at,
    })
    return { outcome: 'answered', replayed: false, ...answer }
  })
}

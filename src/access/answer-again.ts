import { answerOnce, type OnceOutcome, type RepeatableRequest, type StoredAnswer } from './answer-once.ts'
import type { AccessNeeds } from './create-token.ts'
import { findRequest } from './requests.repository.ts'

/**
 * Does a piece of work that is safe to do twice and takes transactions of its own, and gives the same answer again for
 * 24 hours to the same key. No connection is held while it works, so a thousand requests at once do not wait for
 * each other. What fails leaves no answer, so it can be sent again.
 */
export async function answerAgain(
  needs: AccessNeeds,
  request: RepeatableRequest,
  work: () => Promise<StoredAnswer>,
): Promise<OnceOutcome> {
  const { tokenId, key } = request
  const isKnown = key !== undefined && (await findRequest(needs.db, tokenId, key)) !== undefined
  const answer = isKnown ? undefined : await work()
  // A known answer may be too old by now; then the work is done after all.
  return answerOnce(needs, request, async () => answer ?? work())
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { answerOnce, type RepeatableRequest } from '../access/answer-once.ts'
import type { App } from '../app.ts'
import { pushArticles } from '../articles/push-articles.ts'
import { pushResult } from '../articles/push-result.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import type { PushOutcome, PushRequest } from './needs.ts'

const stored = z.object({ results: z.array(pushResult) })

/** Stores pushed articles, once for each Idempotency-Key: 200 when one at least was taken, else 422. */
export async function pushOnce(app: App, push: PushRequest): Promise<PushOutcome> {
  const { id, time_zone: timeZone } = await getNewsletter(app.db)
  const answer = await answerOnce(app, repeatable(push), async (trx) => {
    const context = { newsletterId: id, timeZone, seenAt: app.now() }
    const results = await pushArticles(trx, context, push.articles)
    const isTaken = results.some(({ status }) => status !== 'rejected')
    return { status: isTaken ? 200 : 422, response: { results } }
  })
  if (answer.outcome !== 'answered') return answer
  return {
    outcome: answer.status === 200 ? 'taken' : 'rejected',
    replayed: answer.replayed,
    results: stored.parse(answer.response).results,
  }
}

function repeatable({ tokenId, idempotencyKey, articles }: PushRequest): RepeatableRequest {
  const asked = `POST /api/articles\n${JSON.stringify(articles)}`
  return { tokenId, key: idempotencyKey, hash: createHash('sha256').update(asked).digest() }
}

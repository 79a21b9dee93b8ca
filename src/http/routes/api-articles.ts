import type { FastifyInstance, FastifyReply } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { pushResult } from '../../articles/push-result.ts'
import { pushedArticle } from '../../articles/pushed-article.ts'
import { problemResponse, problemSchema, sendProblem } from '../api-problem.ts'
import type { Gate } from '../bearer.ts'
import { idempotencyHeaders, markReplayed, sendKeyConflict } from '../idempotency.ts'
import type { HttpNeeds, PushOutcome } from '../needs.ts'

const mostArticles = 100

function requestOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject(
    {
      articles: z
        .array(item, 'must be a list of articles')
        .min(1, 'holds no article')
        .max(mostArticles, `holds more than ${mostArticles} articles; send them in several requests`),
    },
    { error: ({ code }) => (code === 'invalid_type' ? 'must be a JSON object' : undefined) },
  )
}

/** What a client sends, and how much of it is checked at the door: each article is then judged by itself. */
const described = requestOf(pushedArticle)
const checked = requestOf(z.unknown())

const answer = z.strictObject({
  results: z.array(pushResult).describe('one for each article, in their order'),
})

const responses = {
  200: answer.describe('One article at least was taken; each result tells of one.'),
  400: problemResponse('The body is no JSON.'),
  401: problemResponse('There is no token, or it is not valid.'),
  403: problemResponse('The token lacks the scope articles:write.'),
  409: problemResponse('A request with the same Idempotency-Key is at work; try again after Retry-After.'),
  413: problemResponse('The request holds more than 1 MB.'),
  415: problemResponse('The body is not application/json.'),
  422: problemResponse(
    'No article was taken, the request is not as described, or its Idempotency-Key belongs to another request.',
    problemSchema.extend({ results: z.array(pushResult).optional() }),
  ),
  500: problemResponse('Something went wrong here; nothing was stored.'),
  503: problemResponse('A part of the service is away; nothing was stored. Try again after Retry-After.'),
}

/** `POST /api/articles`: 1 to 100 articles from their publisher, each with a result of its own. */
export async function articlesApi(
  server: FastifyInstance,
  { needs, gate }: { readonly needs: HttpNeeds; readonly gate: Gate },
): Promise<void> {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/articles',
    {
      onRequest: gate.requireScope('articles:write'),
      validatorCompiler: (route) =>
        validatorCompiler({ ...route, schema: route.httpPart === 'body' ? checked : idempotencyHeaders }),
      schema: {
        operationId: 'pushArticles',
        summary: 'Add or update articles, found again by their externalId or their address',
        security: [{ bearer: ['articles:write'] }],
        headers: idempotencyHeaders,
        body: described,
        response: responses,
      },
    },
    async (request, reply) => {
      const outcome = await needs.pushArticles({
        tokenId: gate.accessOf(request).tokenId,
        idempotencyKey: request.headers['idempotency-key'],
        articles: request.body.articles,
      })
      return sendOutcome(reply, outcome)
    },
  )
}

async function sendOutcome(reply: FastifyReply, outcome: PushOutcome): Promise<void> {
  switch (outcome.outcome) {
    case 'busy':
    case 'other_request':
      return sendKeyConflict(reply, outcome.outcome)
    case 'taken':
      markReplayed(reply, outcome.replayed)
      await reply.send({ results: outcome.results })
      return undefined
    case 'rejected':
      markReplayed(reply, outcome.replayed)
      return sendProblem(reply, {
        status: 422,
        detail: 'No article was taken; the errors of each result say why.',
        more: { results: outcome.results },
      })
  }
}

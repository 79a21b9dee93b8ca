import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { createApiErrorHandler } from '../api-errors.ts'
import { problemResponse } from '../api-problem.ts'
import type { Gate } from '../bearer.ts'
import { idempotencyHeaders, markReplayed, sendKeyConflict } from '../idempotency.ts'
import type { HttpNeeds } from '../needs.ts'
import { bodyProblems, peopleProblems } from '../people-problems.ts'
import {
  addedSubscriber,
  addressParameter,
  erased,
  eraseQuery,
  newSubscriber,
  pageQuery,
  subscriberChange,
  subscriberPage,
  subscriberWithTimeline,
} from '../subscriber-schemas.ts'
import { subscriberBody } from '../subscriber-body.ts'

const found = { ...peopleProblems, 404: problemResponse('There is no subscriber with this address.') }
const read = [{ bearer: ['subscribers:read'] }]
const write = [{ bearer: ['subscribers:write'] }]

interface ApiContext {
  readonly needs: HttpNeeds
  readonly gate: Gate
}

/** `/api/subscribers`: the use cases of the command line; a request that is not as described is 400 and names its faults. */
export async function subscribersApi(server: FastifyInstance, context: ApiContext): Promise<void> {
  server.setErrorHandler(createApiErrorHandler(400))
  listRoute(server, context)
  addRoute(server, context)
  showRoute(server, context)
  changeRoute(server, context)
  unsubscribeRoute(server, context)
  eraseRoute(server, context)
}

function listRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/subscribers',
    {
      onRequest: gate.requireScope('subscribers:read'),
      schema: {
        operationId: 'listSubscribers',
        summary: 'A page of subscribers, in the order they came',
        security: read,
        querystring: pageQuery,
        response: { 200: subscriberPage.describe('A page and the cursor of the next.'), ...peopleProblems },
      },
    },
    async ({ query: { cursor, limit } }) => {
      const page = await needs.subscribers.list({ after: Number(cursor ?? 0), limit })
      const last = page.length === limit ? page.at(-1) : undefined
      return { subscribers: page.map(subscriberBody), next: last ? String(last.id) : null }
    },
  )
}

function addRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/subscribers',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'addSubscriber',
        summary: 'Add a person who has agreed; one who is known or has left stays as they are',
        security: write,
        headers: idempotencyHeaders,
        body: newSubscriber,
        response: {
          200: addedSubscriber.describe('The person was there before.'),
          201: addedSubscriber.describe('The person was added.'),
          ...peopleProblems,
          409: problemResponse(
            'A request with the same Idempotency-Key is at work; try again after Retry-After.',
          ),
          ...bodyProblems,
          422: problemResponse('The Idempotency-Key belongs to another request.'),
        },
      },
    },
    async (request, reply) => {
      const { tokenId } = gate.accessOf(request)
      const idempotencyKey = request.headers['idempotency-key']
      const outcome = await needs.subscribers.add({ tokenId, idempotencyKey, person: request.body })
      if (outcome.outcome !== 'answered') return sendKeyConflict(reply, outcome.outcome)
      markReplayed(reply, outcome.replayed)
      await reply.code(outcome.added.created ? 201 : 200).send(outcome.added)
      return undefined
    },
  )
}

function showRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/subscribers/:address',
    {
      onRequest: gate.requireScope('subscribers:read'),
      schema: {
        operationId: 'showSubscriber',
        summary: 'One subscriber with consent, changes and issues in order of time',
        security: read,
        params: addressParameter,
        response: { 200: subscriberWithTimeline.describe('The subscriber.'), ...found },
      },
    },
    async ({ params }) => shown(needs, params.address),
  )
}

function changeRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().patch(
    '/subscribers/:address',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'changeSubscriber',
        summary: 'Change name, locale, time zone or topics; what is left out stays',
        security: write,
        params: addressParameter,
        body: subscriberChange,
        response: { 200: subscriberWithTimeline.describe('The subscriber as changed.'), ...found },
      },
    },
    async ({ params, body }) => {
      await needs.subscribers.change(params.address, body)
      return shown(needs, params.address)
    },
  )
}

function unsubscribeRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/subscribers/:address/unsubscribe',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'unsubscribeSubscriber',
        summary: 'End a subscription; it may be repeated',
        security: write,
        params: addressParameter,
        response: { 200: subscriberWithTimeline.describe('The subscriber, unsubscribed.'), ...found },
      },
    },
    async ({ params }) => {
      await needs.subscribers.unsubscribe(params.address)
      return shown(needs, params.address)
    },
  )
}

function eraseRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().delete(
    '/subscribers/:address',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'eraseSubscriber',
        summary: 'Delete a person for good; the counts of past issues stay',
        security: write,
        params: addressParameter,
        querystring: eraseQuery,
        response: { 200: erased.describe('The person is gone.'), ...found },
      },
    },
    async ({ params, query }) => needs.subscribers.erase(params.address, query.suppress === 'true'),
  )
}

async function shown({ subscribers }: HttpNeeds, address: string) {
  const { timeline, ...person } = await subscribers.show(address)
  return {
    ...subscriberBody(person),
    timeline: timeline.map(({ at, event, detail }) => ({ at: at.toISOString(), event, detail })),
  }
}

import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { suppressionView } from '../../subscribers/suppression-view.ts'
import { createApiErrorHandler } from '../api-errors.ts'
import type { Gate } from '../bearer.ts'
import type { HttpNeeds } from '../needs.ts'
import { bodyProblems, peopleProblems } from '../people-problems.ts'
import { addressParameter } from '../subscriber-schemas.ts'
import {
  newSuppression,
  suppressionOutcome,
  suppressionPage,
  suppressionQuery,
} from '../suppression-schemas.ts'

const read = [{ bearer: ['subscribers:read'] }]
const write = [{ bearer: ['subscribers:write'] }]

interface ApiContext {
  readonly needs: HttpNeeds
  readonly gate: Gate
}

/** `/api/suppressions`: the addresses that must get no mail, as `recap suppress` keeps them; each request may be repeated. */
export async function suppressionsApi(server: FastifyInstance, context: ApiContext): Promise<void> {
  server.setErrorHandler(createApiErrorHandler(400))
  listRoute(server, context)
  addRoute(server, context)
  removeRoute(server, context)
}

function listRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/suppressions',
    {
      onRequest: gate.requireScope('subscribers:read'),
      schema: {
        operationId: 'listSuppressions',
        summary: 'A page of suppressions, in the order of their fingerprints',
        security: read,
        querystring: suppressionQuery,
        response: { 200: suppressionPage.describe('A page and the cursor of the next.'), ...peopleProblems },
      },
    },
    async ({ query: { cursor = '', limit } }) => {
      const page = await needs.suppressions.list({ after: Buffer.from(cursor, 'hex'), limit })
      const last = page.length === limit ? page.at(-1) : undefined
      const views = page.map((row) => suppressionView(row))
      return {
        suppressions: views.map(({ at, ...view }) => ({ ...view, at: at.toISOString() })),
        next: last ? last.address_hmac.toString('hex') : null,
      }
    },
  )
}

function addRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/suppressions',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'suppressAddress',
        summary: 'Never mail an address again, whoever signs it up; only its fingerprint is kept',
        security: write,
        body: newSuppression,
        response: {
          200: suppressionOutcome.describe('The address was suppressed before, and stays so.'),
          201: suppressionOutcome.describe('The address is suppressed.'),
          ...peopleProblems,
          ...bodyProblems,
        },
      },
    },
    async ({ body }, reply) => {
      const { email, changed } = await needs.suppressions.add(body.email, body)
      await reply.code(changed ? 201 : 200).send({ email, suppressed: true, changed })
      return undefined
    },
  )
}

function removeRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().delete(
    '/suppressions/:address',
    {
      onRequest: gate.requireScope('subscribers:write'),
      schema: {
        operationId: 'unsuppressAddress',
        summary: 'Let an address get mail again; whoever has unsubscribed stays unsubscribed',
        security: write,
        params: addressParameter,
        response: { 200: suppressionOutcome.describe('The address is not suppressed.'), ...peopleProblems },
      },
    },
    async ({ params }) => {
      const { email, changed } = await needs.suppressions.remove(params.address)
      return { email, suppressed: false, changed }
    },
  )
}

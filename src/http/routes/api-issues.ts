import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { OnceOutcome } from '../../access/answer-once.ts'
import { controls, type Control } from '../../delivery/control-issue.ts'
import { retryableStates } from '../../delivery/recipients.repository.ts'
import { AppError } from '../../errors.ts'
import type { ApiOrder } from '../api-issue-needs.ts'
import { createApiErrorHandler } from '../api-errors.ts'
import { problemResponse, sendProblem } from '../api-problem.ts'
import type { Gate } from '../bearer.ts'
import { idempotencyHeaders, markReplayed, sendKeyConflict } from '../idempotency.ts'
import {
  buildOrder,
  builtIssue,
  issueBooks,
  issueList,
  issueParameter,
  noOrder,
  retriedIssue,
  retryOrder,
  sendOrder,
  wholeIssue,
} from '../issue-schemas.ts'
import type { HttpNeeds } from '../needs.ts'

const problems = {
  400: problemResponse('The request is not as described; see errors.'),
  401: problemResponse('There is no token, or it is not valid.'),
  403: problemResponse('The token lacks the scope.'),
  500: problemResponse('Something went wrong here; look at the issue before you ask again.'),
  503: problemResponse('A part of the service is away. Try again after Retry-After.'),
}
const notFound = problemResponse('There is no issue with this number.')
const ordered = {
  ...problems,
  404: notFound,
  409: problemResponse(
    'The issue is not in a state for this, and detail tells why; or the same request is at work.',
  ),
  413: problemResponse('The request holds more than 1 MB.'),
  415: problemResponse('The body is not application/json.'),
  422: problemResponse('The Idempotency-Key belongs to another request.'),
}

interface ApiContext {
  readonly needs: HttpNeeds
  readonly gate: Gate
}

/** `/api/issues`: the use cases of the command line; what the state of an issue does not allow is 409 with the reason. */
export async function issuesApi(server: FastifyInstance, context: ApiContext): Promise<void> {
  const tellFaults = createApiErrorHandler(400)
  server.setErrorHandler<Parameters<typeof tellFaults>[0]>(async (error, request, reply) => {
    if (!(error instanceof AppError && error.code === 'refused')) return tellFaults(error, request, reply)
    return sendProblem(reply, { status: 409, detail: error.message })
  })
  looksRoutes(server, context)
  buildRoute(server, context)
  sendRoute(server, context)
  for (const control of controls) controlRoute(server, context, control)
  retryRoute(server, context)
}

function looksRoutes(server: FastifyInstance, { needs, gate }: ApiContext): void {
  const onRequest = gate.requireScope('issues:read')
  const security = [{ bearer: ['issues:read'] }]
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/issues',
    {
      onRequest,
      schema: {
        operationId: 'listIssues',
        summary: 'All issues, the newest week first',
        security,
        response: { 200: issueList.describe('The issues.'), ...problems },
      },
    },
    async () => ({ issues: await needs.issues.list() }),
  )
  typed.get(
    '/issues/:id',
    {
      onRequest,
      schema: {
        operationId: 'showIssue',
        summary: 'One issue with its books, its articles, and what operators did to it',
        security,
        params: issueParameter,
        response: { 200: wholeIssue.describe('The issue.'), ...problems, 404: notFound },
      },
    },
    async ({ params }) => needs.issues.show(params.id),
  )
}

function buildRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/issues',
    {
      onRequest: gate.requireScope('issues:send'),
      schema: {
        ...orderSchema,
        operationId: 'buildIssue',
        summary: 'Build the draft of a week, or build it anew; an issue that is sent stays as it is',
        body: buildOrder,
        response: { 200: builtIssue.describe('The issue of the week.'), ...ordered },
      },
    },
    async (request, reply) => {
      const { week, manual: key } = request.body ?? {}
      return sendOutcome(reply, await needs.issues.build(orderOf(gate, request), { week, key }))
    },
  )
}

function sendRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/issues/:id/send',
    {
      onRequest: gate.requireScope('issues:send'),
      schema: {
        ...orderSchema,
        operationId: 'sendIssue',
        summary: 'Send an issue to everyone now; sending it again mails nobody twice',
        params: issueParameter,
        body: sendOrder,
        response: { 200: issueBooks.describe('It is handed over; its books.'), ...ordered },
      },
    },
    async (request, reply) => {
      const order = { id: request.params.id, despiteChecks: request.body?.despiteChecks === true }
      return sendOutcome(reply, await needs.issues.send(orderOf(gate, request), order))
    },
  )
}

const purposes: Readonly<Record<Control, string>> = {
  pause: 'Stop an issue that is being sent after the batch in hand',
  resume: 'Let an issue go on that is paused or was held on its way',
  cancel: 'End an issue for good: who has not had it is passed over',
}

function controlRoute(server: FastifyInstance, { needs, gate }: ApiContext, control: Control): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    `/issues/:id/${control}`,
    {
      onRequest: gate.requireScope('issues:send'),
      schema: {
        ...orderSchema,
        operationId: `${control}Issue`,
        summary: purposes[control],
        params: issueParameter,
        body: noOrder,
        response: { 200: issueBooks.describe('The books of the issue.'), ...ordered },
      },
    },
    async (request, reply) => {
      const order = { id: request.params.id, control }
      return sendOutcome(reply, await needs.issues.control(orderOf(gate, request), order))
    },
  )
}

function retryRoute(server: FastifyInstance, { needs, gate }: ApiContext): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/issues/:id/retry',
    {
      onRequest: gate.requireScope('issues:send'),
      schema: {
        ...orderSchema,
        operationId: 'retryIssue',
        summary: 'Try recipients again who were refused, could not be reached in time or are in doubt',
        params: issueParameter,
        body: retryOrder,
        response: { 200: retriedIssue.describe('The books of the issue.'), ...ordered },
      },
    },
    async (request, reply) => {
      const only = request.body?.only
      const order = { id: request.params.id, states: only ? [only] : retryableStates }
      return sendOutcome(reply, await needs.issues.retry(orderOf(gate, request), order))
    },
  )
}

const orderSchema = { security: [{ bearer: ['issues:send'] }], headers: idempotencyHeaders }

interface Ordered extends FastifyRequest {
  readonly headers: FastifyRequest['headers'] & z.output<typeof idempotencyHeaders>
}

function orderOf(gate: Gate, request: Ordered): ApiOrder {
  return {
    tokenId: gate.accessOf(request).tokenId,
    idempotencyKey: request.headers['idempotency-key'],
    asked: `POST ${request.url}\n${JSON.stringify(request.body ?? {})}`,
  }
}

async function sendOutcome(reply: FastifyReply, outcome: OnceOutcome): Promise<void> {
  if (outcome.outcome !== 'answered') return sendKeyConflict(reply, outcome.outcome)
  markReplayed(reply, outcome.replayed)
  await reply.code(outcome.status).send(outcome.response)
  return undefined
}

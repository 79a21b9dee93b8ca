import type { FastifyReply } from 'fastify'
import { z } from 'zod'

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
} as const

export type ProblemStatus = keyof typeof titles

/** What every problem of the API has (RFC 9457). */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  title: z.string(),
  detail: z.string().describe('what happened and what to do'),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('the faults of the request, each with its field'),
  requestId: z.string().optional().describe('to quote when it is our fault'),
})

/** The response of a route that is a problem, for the schema of the route. */
export function problemResponse(description: string, schema: z.ZodType = problemSchema) {
  return { description, content: { 'application/problem+json': { schema } } }
}

interface ProblemAnswer {
  readonly status: ProblemStatus
  readonly detail: string
  /** Further members, such as `errors`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Answers with a problem that is the caller's to mend. */
export async function sendProblem(
  reply: FastifyReply,
  { status, detail, more }: ProblemAnswer,
): Promise<void> {
  const problem = { type: 'about:blank', status, title: titles[status], detail, ...more }
  await reply.code(status).type('application/problem+json').send(JSON.stringify(problem))
}

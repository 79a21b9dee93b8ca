import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { nameFaults, type SchemaIssue } from '../articles/name-faults.ts'
import { AppError } from '../errors.ts'
import { sendProblem, type ProblemStatus } from './api-problem.ts'

const unread: Readonly<Record<number, { readonly status: ProblemStatus; readonly detail: string }>> = {
  400: { status: 400, detail: 'The body could not be read as JSON; check it and send it again.' },
  413: { status: 413, detail: 'A request holds 1 MB at most; send it in several.' },
  415: { status: 415, detail: 'Send the body as application/json.' },
}

type ApiErrorHandler = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * Tells what the server found wrong with a request before its route saw it, with the names of its faults under the
 * given status; the rest is not for here.
 */
export function createApiErrorHandler(faultStatus: 400 | 422): ApiErrorHandler {
  return async (error, _request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = nameFaults(error.validation.map(toIssue))
      const detail = 'The request is not as described in /api/openapi.json; see errors.'
      return sendProblem(reply, { status: faultStatus, detail, more: { errors } })
    }
    const problem = error instanceof AppError ? undefined : unread[error.statusCode ?? 500]
    if (!problem) throw error
    return sendProblem(reply, problem)
  }
}

interface Found {
  readonly instancePath: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

function toIssue({ instancePath, message = 'is wrong', params }: Found): SchemaIssue {
  const path = instancePath.split('/').filter((part) => part !== '')
  return { path, message, keys: params['keys'] }
}

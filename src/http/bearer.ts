import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Scope } from '../access/scope.ts'
import type { Access } from '../access/verify-token.ts'
import { AppError } from '../errors.ts'
import { sendProblem } from './api-problem.ts'
import type { HttpNeeds } from './needs.ts'

const challenge = 'Bearer realm="recap"'
const makeOne = 'An operator makes one with `recap token create`.'

type OnRequest = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

export interface Gate {
  /** Lets a request in by its bearer token (RFC 6750) before its body is read: 401 without one, 403 without the scope. */
  readonly requireScope: (scope: Scope) => OnRequest
  /** Who was let in. */
  readonly accessOf: (request: FastifyRequest) => Access
}

export function createGate({ verifyToken }: Pick<HttpNeeds, 'verifyToken'>): Gate {
  const admitted = new WeakMap<FastifyRequest, Access>()
  const requireScope =
    (scope: Scope): OnRequest =>
    async (request, reply) => {
      const token = bearerToken(request.headers.authorization)
      if (token === undefined) return refuse(reply, `Send a token as \`Authorization: Bearer\`. ${makeOne}`)
      const access = await verifyToken(token)
      if (!access) {
        return refuse(reply, `This token is not valid or was revoked. ${makeOne}`, 'error="invalid_token"')
      }
      if (!access.scopes.has(scope)) return forbid(reply, scope)
      admitted.set(request, access)
      return undefined
    }
  return {
    requireScope,
    accessOf(request) {
      const access = admitted.get(request)
      if (!access)
        throw new AppError('internal', 'A route asks who was let in, but has no gate; report this.')
      return access
    },
  }
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '')?.[1]
}

async function refuse(reply: FastifyReply, detail: string, error?: string): Promise<FastifyReply> {
  reply.header('www-authenticate', error === undefined ? challenge : `${challenge}, ${error}`)
  await sendProblem(reply, { status: 401, detail })
  return reply
}

async function forbid(reply: FastifyReply, scope: Scope): Promise<FastifyReply> {
  reply.header('www-authenticate', `${challenge}, error="insufficient_scope", scope="${scope}"`)
  const detail = `This token may not do this: it needs the scope ${scope}. ${makeOne}`
  await sendProblem(reply, { status: 403, detail })
  return reply
}

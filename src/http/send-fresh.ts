import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { keepFor } from './headers.ts'

interface PublicAnswer {
  readonly type: string
  readonly body: string
  readonly changedAt: Date
}

const keepSeconds = 300

/** Answers with what is the same for everyone, or with 304 when the asker has it already (RFC 9110, section 13). */
export function sendFresh(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, body, changedAt }: PublicAnswer,
): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  keepFor(reply, keepSeconds)
  reply.headers({ etag, 'last-modified': changedAt.toUTCString() })
  if (isKnown(request, etag, changedAt)) return reply.code(304).send()
  return reply.type(type).send(body)
}

/** The tag decides when one is sent along; a date has whole seconds only. */
function isKnown({ headers }: FastifyRequest, etag: string, changedAt: Date): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined)
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Math.floor(changedAt.getTime() / 1000) * 1000 <= since
}

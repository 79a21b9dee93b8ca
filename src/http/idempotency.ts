import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { sendProblem } from './api-problem.ts'

const busyAgainAfterSeconds = 1

/** The headers of a request that may be repeated. */
export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 printable ASCII characters')
    .optional()
    .describe('any unique text: the same request with the same key gets the same answer for 24 hours'),
})

/** Says that an answer was given before. */
export function markReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) reply.header('idempotent-replayed', 'true')
}

/** Why a key kept a request from being looked at: another request with it is at work, or it belongs to a different one. */
export async function sendKeyConflict(reply: FastifyReply, why: 'busy' | 'other_request'): Promise<void> {
  if (why === 'other_request') {
    const detail = 'This Idempotency-Key came with another request before; use a new key for a new request.'
    return sendProblem(reply, { status: 422, detail })
  }
  reply.header('retry-after', busyAgainAfterSeconds)
  const detail = 'A request with this Idempotency-Key is at work; send it again in a second for its answer.'
  return sendProblem(reply, { status: 409, detail })
}

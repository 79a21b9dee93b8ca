import { AppError, type ErrorCode } from '../errors.ts'
import type { Language } from '../language.ts'
import { messagesFor } from './messages/messages-for.ts'
import type { ErrorStatus, Words } from './messages/page-messages.ts'

/** What the outside is told of an error (RFC 9457). */
export interface Problem {
  readonly status: number
  readonly title: string
  readonly detail: string
}

const statusOf: Record<ErrorCode, number> = {
  bad_input: 400,
  refused: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unreadable: 422,
  bad_config: 500,
  internal: 500,
  unreachable: 503,
  lease_lost: 503,
  retry_later: 503,
}

/** Who reads the answer: a person a page, a program `problem+json`. */
export type Audience = 'person' | 'program'

/**
 * Translates an error to what may be said of it. Only an `AppError` that is the caller's doing speaks for
 * itself; everything else gets the words of its status, and people get one page for all that is not found.
 */
export function problemOf(error: unknown, audience: Audience, language: Language): Problem {
  const status = statusFor(error)
  const { title, text } = wordsFor(status, messagesFor(language).errors)
  const own = error instanceof AppError && status < 500 && (status !== 404 || audience === 'program')
  return { status, title, detail: own ? error.message : text }
}

function wordsFor(status: number, errors: Readonly<Record<ErrorStatus, Words>>): Words {
  const known = Object.entries(errors).find(([key]) => Number(key) === status)
  return known?.[1] ?? errors[status < 500 ? 400 : 500]
}

/** The server's own errors carry a status too, such as 413 for a body over the limit. */
function statusFor(error: unknown): number {
  if (error instanceof AppError) return statusOf[error.code]
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500
}

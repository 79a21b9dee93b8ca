import { AppError, type ErrorCode } from '../errors.ts'

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

const texts: Record<number, readonly [title: string, detail: string]> = {
  400: ['This request could not be read', 'Go back, check what you entered, and send it again.'],
  403: ['This is not allowed', 'Open the page from the start and follow its links.'],
  404: [
    'This link does not work',
    'Nothing is at this address. Links in letters are long and get cut off at times: open it from the letter ' +
      'once more. To stop the letters, use the unsubscribe link at the foot of the newest one.',
  ],
  409: ['This was changed in the meantime', 'Open the page again to see how things stand now.'],
  410: [
    'This is no longer here',
    'It has been taken away for good. The archive has everything that is left.',
  ],
  413: ['This is too large', 'Send less at once.'],
  415: ['This kind of content is not understood', 'Send it as JSON or as a form.'],
  422: ['This could not be understood', 'Check what you sent, and send it again.'],
  500: [
    'Something went wrong on our side',
    'You did nothing wrong. Try again in a minute; if it happens again, tell us the number below.',
  ],
  503: [
    'This does not work right now',
    'A part of this service is away. Try again in a minute; the link stays good.',
  ],
}

/** Who reads the answer: a person a page, a program `problem+json`. */
export type Audience = 'person' | 'program'

/**
 * Translates an error to what may be said of it. Only an `AppError` that is the caller's doing speaks for
 * itself; everything else gets the words of its status, and people get one page for all that is not found.
 */
export function problemOf(error: unknown, audience: Audience): Problem {
  const status = statusFor(error)
  const [title, detail] = texts[status] ?? (status < 500 ? texts[400] : texts[500]) ?? ['', '']
  const own = error instanceof AppError && status < 500 && (status !== 404 || audience === 'program')
  return { status, title, detail: own ? error.message : detail }
}

/** The server's own errors carry a status too, such as 413 for a body over the limit. */
function statusFor(error: unknown): number {
  if (error instanceof AppError) return statusOf[error.code]
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500
}

import { AppError } from '../errors.ts'

interface BadAnswer {
  readonly status: number
  /** The Retry-After field as it came (RFC 9110 §10.2.3). */
  readonly retryAfter: string | null
}

/** An answer whose HTTP status is none of success, with what it says of a next try. */
export class FetchError extends AppError {
  readonly status: number
  readonly retryAfter: string | null

  constructor(address: URL, { status, retryAfter }: BadAnswer) {
    super(status === 410 ? 'gone' : 'unreachable', messageFor(address, { status, retryAfter }))
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** What an HTTP status that is no answer means: 410 is `gone`, all others are `unreachable`. */
export function badStatus(address: URL, status: number, retryAfter: string | null): FetchError {
  return new FetchError(address, { status, retryAfter })
}

function messageFor(address: URL, { status, retryAfter }: BadAnswer): string {
  const what = `${address.href} answered with status ${status}`
  return status === 410
    ? `${what}: it is gone for good; remove the source or give its new address.`
    : `${what}; ${adviceFor(status, retryAfter ? `after ${retryAfter}` : 'later')}.`
}

function adviceFor(status: number, when: string): string {
  if (status === 401 || status === 403) return 'the site does not let Recap in, ask its owner for access'
  if (status === 404) return 'check the address'
  if (status === 429) return `it asks for fewer visits, try again ${when}`
  if (status >= 500) return `the site has a fault, try again ${when}`
  return 'open it in a browser to see what it wants'
}

/** Any failure of one request as an `AppError` that names the address and what to do. */
export function explain(error: unknown, address: URL): AppError {
  if (!(error instanceof AppError))
    return new AppError(
      'unreachable',
      `${address.href} cannot be reached: check the address, or try again later.`,
      { cause: error },
    )
  if (error.code !== 'too_large' && error.code !== 'unreadable') return error
  const message = `${address.href} cannot be taken: ${error.message}. Give a smaller or plainer address of the same site.`
  return new AppError(error.code, message, { cause: error.cause })
}

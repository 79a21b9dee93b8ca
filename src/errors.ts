import { inspect } from 'node:util'

/** Everything that can go wrong on purpose. The edges translate a code to a status, an exit code or a retry. */
export type ErrorCode =
  | 'bad_config'
  | 'bad_input'
  | 'not_found'
  | 'conflict'
  | 'refused'
  | 'unreachable'
  | 'too_large'
  | 'unreadable'
  | 'gone'
  | 'lease_lost'
  | 'retry_later'
  | 'internal'

/** An error that names what happened and what to do; `cause` keeps what lies below it. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}

/** The code of an `AppError`, `internal` for everything else. */
export function errorCode(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal'
}

/** The message of whatever was thrown, with the messages of its causes. */
export function errorText(error: unknown): string {
  return textOf(error, deepestCause)
}

/** Causes may run in a circle. */
const deepestCause = 8

function textOf(error: unknown, depth: number): string {
  if (!hasMessage(error)) return textOfValue(error)
  const causes = (depth === 0 ? [] : causesOf(error))
    .map((cause) => textOf(cause, depth - 1))
    .filter((text) => text !== '')
  return causes.length === 0 ? error.message : `${error.message} (${causes.join('; ')})`.trim()
}

function textOfValue(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  return typeof thrown === 'object' ? 'an error without a message' : inspect(thrown)
}

function causesOf({ errors, cause }: { errors?: unknown; cause?: unknown }): unknown[] {
  if (Array.isArray(errors)) return errors
  return cause === undefined ? [] : [cause]
}

/** An error of another realm is no `Error` of ours, so the shape decides. */
function hasMessage(error: unknown): error is { message: string; cause?: unknown; errors?: unknown } {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  )
}

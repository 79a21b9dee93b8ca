import { pino, type Logger } from 'pino'
import { errorText } from './errors.ts'

export type { Logger }

/** JSON lines on standard error: standard output belongs to the data of a command. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** A logger that says nothing, for callers that have no one to tell. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' })
}

interface ErrorLike {
  readonly name?: unknown
  readonly code?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
}

/** What a log tells of an error; some of them drag their connection along, with all that it knows. */
function describeError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('message' in error)) return error
  const { name, code, message, stack, cause }: ErrorLike = error
  const told = { type: name, code, message, stack }
  return cause === undefined ? told : { ...told, cause: errorText(cause) }
}

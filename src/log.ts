import { pino, type Logger } from 'pino'

export type { Logger }

/** JSON lines on standard error: standard output belongs to the data of a command. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** A logger that says nothing, for callers that have no one to tell. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' })
}

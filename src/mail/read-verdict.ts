import { clip, isAboutConnection, type SmtpFailure } from './smtp-failure.ts'

/** What became of one message at the mail server. */
export type Outcome =
  /** The server took it and answered for it. */
  | { readonly kind: 'accepted'; readonly code: number; readonly response: string }
  /** The server will never take it. */
  | { readonly kind: 'rejected'; readonly code: number; readonly response: string }
  /** The server may take it later. */
  | { readonly kind: 'deferred'; readonly code: number; readonly response: string }
  /** It never left; the fault is of the connection and not of the recipient. */
  | {
      readonly kind: 'not_sent'
      readonly response: string
      /** Who must be waited for: every server, the recipient's domain, or nobody but this connection. */
      readonly cause: 'servers' | 'domain' | 'connection'
      /** How long a new try is useless, in milliseconds. */
      readonly waitMs: number
    }
  /** No server can carry such an address (RFC 6531); the mailbox itself may be well. */
  | { readonly kind: 'unsupported'; readonly response: string }
  /** All of it left, but no answer came: the server may have it or not (RFC 1047). */
  | { readonly kind: 'unknown'; readonly response: string }

/** How much of the message the connection had taken when it failed. */
export type Progress = 'none' | 'some' | 'all'

/** Commands to which a reply is about this message and no other; nodemailer names DATA for the final dot too. */
const messageCommands = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

/** Reads a failure: a reply about the message is the server's verdict, anything else depends on progress. */
export function readVerdict(error: unknown, progress: Progress): Outcome {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {}
  const response = clip(failure.response ?? failure.message ?? String(error))
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : undefined
  if (code !== undefined && isRefusal(failure, code)) return verdictOf(code, response)
  return progress === 'all' ? { kind: 'unknown', response } : notSent(response)
}

function notSent(response: string): Outcome {
  return { kind: 'not_sent', response, cause: 'connection', waitMs: 0 }
}

function verdictOf(code: number, response: string): Outcome {
  if (isAboutConnection(code)) return notSent(response)
  // 503 answers a wrong order of commands, which is our fault or the connection's.
  return code >= 500 && code !== 503
    ? { kind: 'rejected', code, response }
    : { kind: 'deferred', code, response }
}

/** Whether a whole reply of 4yz or 5yz came to a command of this message; any other reply settles nothing. */
function isRefusal({ code: type, command }: SmtpFailure, code: number): boolean {
  const isReply = type === 'EENVELOPE' || type === 'EMESSAGE'
  return isReply && typeof command === 'string' && messageCommands.has(command) && code >= 400 && code <= 599
}

/** What became of one message at the mail server. */
export type Outcome =
  /** The server took it and answered for it. */
  | { readonly kind: 'accepted'; readonly code: number; readonly response: string }
  /** The server will never take it. */
  | { readonly kind: 'rejected'; readonly code: number; readonly response: string }
  /** The server may take it later. */
  | { readonly kind: 'deferred'; readonly code: number; readonly response: string }
  /** It never left; the fault is of the connection and not of the recipient. */
  | { readonly kind: 'not_sent'; readonly response: string }
  /** All of it left, but no answer came: the server may have it or not (RFC 1047). */
  | { readonly kind: 'unknown'; readonly response: string }

/** How much of the message the connection had taken when it failed. */
export type Progress = 'none' | 'some' | 'all'

interface SmtpFailure {
  readonly code?: unknown
  readonly command?: unknown
  readonly responseCode?: unknown
  readonly response?: unknown
  readonly message?: unknown
}

/** Commands to which a reply is about this message and no other; nodemailer names DATA for the final dot too. */
const messageCommands = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

/** The server wants a login or TLS first (RFC 3207, RFC 4954), whoever the mail is for. */
const connectionCodes = new Set([530, 534, 535, 538])

/** Reads nodemailer's error: a reply about the message is the server's verdict, anything else depends on progress. */
export function readVerdict(error: unknown, progress: Progress): Outcome {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {}
  const response = clip(failure.response ?? failure.message ?? String(error))
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : undefined
  if (code !== undefined && isRefusal(failure, code)) return verdictOf(code, response)
  return progress === 'all' ? { kind: 'unknown', response } : { kind: 'not_sent', response }
}

/** 421 announces that the connection ends (RFC 5321 3.8), so it tells nothing of the recipient. */
function verdictOf(code: number, response: string): Outcome {
  if (code === 421 || connectionCodes.has(code)) return { kind: 'not_sent', response }
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

/** One line, short enough for the ledger. */
export function clip(text: unknown): string {
  return String(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

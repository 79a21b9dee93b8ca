import type { Reply } from './smtp-reply.ts'

/** A failure in the words of nodemailer, which our own steps use too, so that one reading serves both. */
export interface SmtpFailure {
  readonly code?: unknown
  readonly command?: unknown
  readonly responseCode?: unknown
  readonly response?: unknown
  readonly message?: unknown
}

/** The commands of a transaction as nodemailer names them; the final dot is part of DATA. */
export type MessageCommand = 'RSET' | 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'dot'

/** A reply to a command of a message that does not let it go on. */
export function refusalOf(command: MessageCommand, { code, text }: Reply): SmtpFailure {
  return {
    code: command === 'dot' ? 'EMESSAGE' : command === 'RSET' ? 'EPROTOCOL' : 'EENVELOPE',
    command: command === 'dot' ? 'DATA' : command,
    responseCode: code,
    response: text,
  }
}

/** Whatever was thrown, as a failure. */
export function asFailure(thrown: unknown): SmtpFailure {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) }
}

/** The server wants a login or TLS first (RFC 3207, RFC 4954), whoever the mail is for. */
const connectionCodes = new Set([530, 534, 535, 538])

/** Whether a reply tells of the connection and not of the message; 421 announces its end (RFC 5321 3.8). */
export function isAboutConnection(code: unknown): boolean {
  return code === 421 || (typeof code === 'number' && connectionCodes.has(code))
}

/** Faults that a second try does not mend: login, TLS and the name of the server. */
const lastingCodes = new Set<unknown>(['EAUTH', 'ENOAUTH', 'ETLS', 'EREQUIRETLS'])

/** Whether trying the server again at once is useless, or harmful as with a wrong password. */
export function isLastingFault({ code, responseCode }: SmtpFailure): boolean {
  return lastingCodes.has(code) || (typeof responseCode === 'number' && connectionCodes.has(responseCode))
}

/** What a failure says, on one line and short enough for the ledger: the server's words before ours. */
export function failureText({ response, message }: SmtpFailure): string {
  return clip(response ?? message ?? 'the connection failed')
}

/** One line, short enough for the ledger. */
export function clip(text: unknown): string {
  return String(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

import type { MessageCommand } from './smtp-failure.ts'
import type { Reply } from './smtp-reply.ts'
import type { WireMessage } from './wire-message.ts'

/** A message and its envelope: addresses as they stand between the brackets of MAIL and RCPT. */
export interface Transaction {
  readonly from: string
  readonly to: string
  readonly needsUtf8: boolean
  readonly message: WireMessage
}

/** The line of a command for a message. */
export function commandLine(command: MessageCommand, { from, to, needsUtf8 }: Transaction): string {
  if (command === 'MAIL FROM') return `MAIL FROM:<${from}>${needsUtf8 ? ' SMTPUTF8' : ''}\r\n`
  return command === 'RCPT TO' ? `RCPT TO:<${to}>\r\n` : `${command}\r\n`
}

/** What a server offers by its reply to EHLO: names of extensions in capitals, with the words behind them. */
export function extensionsIn({ text }: Reply): Map<string, string> {
  const lines = text.split(/\r?\n/).slice(1)
  return new Map(
    lines.map((line) => {
      const [name = '', ...words] = line.slice(4).trim().split(/[ =]/)
      return [name.toUpperCase(), words.join(' ')]
    }),
  )
}

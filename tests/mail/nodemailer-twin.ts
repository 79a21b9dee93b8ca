import MailComposer from 'nodemailer/lib/mail-composer'
import { cleanHeaderText } from '../../src/mail/header-field.ts'
import type { MessageParts } from '../../src/mail/open-message.ts'
import type { MessageRecipient } from '../../src/mail/personalise-message.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { parseSender } from '../../src/sender.ts'

/** The same message as nodemailer composes it, from the whole bodies of one recipient. */
export function composeByNodemailer(parts: MessageParts, recipient: MessageRecipient): Promise<Buffer> {
  const { replyTo } = parts
  const composer = new MailComposer({
    from: mailboxOf(parts.from),
    to: { name: '', address: recipient.to },
    ...(replyTo !== null && { replyTo: mailboxOf(replyTo) }),
    subject: cleanHeaderText(parts.subject),
    html: withCrlf(personalise(parts.html, recipient.values, 'html')),
    text: withCrlf(personalise(parts.text, recipient.values, 'text')),
    messageId: recipient.messageId,
    date: parts.date,
    headers: Object.fromEntries([...recipient.fields, ...parts.fields]),
  })
  return composer.compile().build()
}

function mailboxOf(sender: string): { name: string; address: string } {
  const { name, address } = parseSender(sender)
  return { name: cleanHeaderText(name), address }
}

function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}

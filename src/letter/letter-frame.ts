import { slotWord } from '../mail/slots.ts'
import type { Frame } from './frame-mjml.ts'
import { issueLine } from './letter-lines.ts'
import type { Letter } from './letter-model.ts'
import { whySlot } from './letter-slots.ts'
import { messagesFor } from './messages/messages-for.ts'

/** What stands around the content of a letter, in HTML as in text. */
export function letterFrame({ newsletter, issue }: Letter, prefix: string): Frame {
  return {
    sender: newsletter,
    subject: issue.subject,
    preheader: issue.preheader,
    issueLine: issueLine(issue, messagesFor(newsletter.locale)),
    why: slotWord(prefix, whySlot),
    prefix,
  }
}

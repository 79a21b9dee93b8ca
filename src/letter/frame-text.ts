import { slotWord } from '../mail/slots.ts'
import type { Frame } from './frame-mjml.ts'
import { preferencesSlot, sentToSlot, unsubscribeSlot } from './letter-slots.ts'
import { messagesFor } from './messages/messages-for.ts'
import { wrapText } from './wrap-text.ts'

/** The whole text part of a mail: its blocks between masthead and footer, an empty line between each two. */
export function frameText(frame: Frame, blocks: readonly string[]): string {
  return `${[masthead(frame), ...blocks, footer(frame)].join('\n\n')}\n`
}

function masthead({ sender, issueLine }: Frame): string {
  const name = [sender.name, issueLine].filter((part) => part !== '').join(' · ')
  return `${wrapText(name)}\n${sender.siteUrl}`
}

/** The line before it is the signature mark of RFC 3676, section 4.3: programs fold away what follows. */
function footer({ sender, why, prefix }: Frame): string {
  const messages = messagesFor(sender.locale)
  const choices =
    prefix === null
      ? []
      : [
          `${messages.preferences}:`,
          slotWord(prefix, preferencesSlot),
          `${messages.unsubscribe}:`,
          slotWord(prefix, unsubscribeSlot),
        ]
  return [
    '-- ',
    wrapText(why),
    ...choices,
    '',
    wrapText(sender.name),
    wrapText(sender.postalAddress),
    ...(prefix === null ? [] : [slotWord(prefix, sentToSlot)]),
  ].join('\n')
}

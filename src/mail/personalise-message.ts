import { headerField } from './header-field.ts'
import { writeAddress } from './mailbox.ts'
import type { MessageBytes } from './message-bytes.ts'
import { encodeBlock, type Field, type MessageTemplate } from './open-message.ts'
import { slotContent, type Fragment, type SlotValues } from './personalise.ts'

/** What a message has for one recipient alone: a bare address, `<id@domain>`, header fields and slot values. */
export interface MessageRecipient {
  readonly to: string
  readonly messageId: string
  readonly fields: readonly Field[]
  readonly values: SlotValues
}

/**
 * The message for one recipient: the personal header fields, the shared ones, then the body with its slots filled.
 * Constant pieces are shared; the same values give the same bytes. An address that cannot be written is `bad_input`.
 */
export function personaliseMessage(template: MessageTemplate, recipient: MessageRecipient): MessageBytes {
  const { head, body, slots, places } = template
  const contents = slots.map((slot) => encodeContent(slotContent(slot, recipient.values)))
  const filled = places.map(({ slot, part }) => contents[slot]?.[part] ?? '')
  // One allocation instead of one for each place; encoded content is ASCII, so its length is that of its bytes.
  const filling = filled.join('')
  const personal = Buffer.from(personalHead(recipient) + filling)
  let start = personal.length - filling.length
  const pieces = [personal.subarray(0, start), head]
  body.forEach((piece, index) => {
    pieces.push(piece)
    const end = start + (filled[index]?.length ?? 0)
    if (end > start) pieces.push(personal.subarray(start, end))
    start = end
  })
  return pieces
}

function encodeContent({ html, text }: Fragment): Fragment {
  const encoded = encodeBlock(html)
  return { html: encoded, text: text === html ? encoded : encodeBlock(text) }
}

function personalHead({ to, messageId, fields }: MessageRecipient): string {
  let head = headerField('To', [writeAddress(to)]) + headerField('Message-ID', [messageId])
  for (const [name, value] of fields) head += headerField(name, value.split(' '))
  return head
}

import { headerField } from './header-field.ts'
import { writeAddress } from './mailbox.ts'
import type { MessageBytes } from './message-bytes.ts'
import { encodeBlock, type Field, type MessageTemplate } from './open-message.ts'
import { slotContent, type SlotValues } from './personalise.ts'

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
  const pieces = [Buffer.from(personalHead(recipient)), template.head]
  template.body.forEach((piece, index) => {
    pieces.push(piece)
    const place = template.slots[index]
    if (!place) return
    const content = encodeBlock(slotContent(place.slot, recipient.values, place.part))
    pieces.push(Buffer.from(content, 'latin1'))
  })
  return pieces
}

function personalHead({ to, messageId, fields }: MessageRecipient): string {
  return [
    headerField('To', [writeAddress(to)]),
    headerField('Message-ID', [messageId]),
    ...fields.map(([name, value]) => headerField(name, value.split(' '))),
  ].join('')
}

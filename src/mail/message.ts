import type { DkimKey } from '../dkim-key.ts'
import { openSigner, signMessage } from './dkim.ts'
import { joinMessage } from './message-bytes.ts'
import { openMessage } from './open-message.ts'
import { personaliseMessage } from './personalise-message.ts'

/** One mail to one person, complete: the same values give the same bytes. */
export interface OutgoingMail {
  readonly from: string
  readonly to: string
  readonly replyTo: string | null
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly messageId: string
  readonly date: Date
  readonly headers: Readonly<Record<string, string>>
}

/** The MIME message of a single mail (RFC 5322), made as the messages of an issue are, and signed when a key is given. */
export async function composeMessage(mail: OutgoingMail, dkim?: DkimKey): Promise<Buffer> {
  const template = openMessage({
    ...mail,
    html: { prefix: '', parts: [mail.html], slots: [] },
    text: { prefix: '', parts: [mail.text], slots: [] },
    fields: Object.entries(mail.headers),
  })
  const message = personaliseMessage(template, { ...mail, fields: [], values: {} })
  return joinMessage(dkim ? await signMessage(openSigner(dkim, template), message) : message)
}

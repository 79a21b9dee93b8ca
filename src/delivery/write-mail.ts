import type { IssueRow } from '../digest/issues.repository.ts'
import type { NewsletterRow } from '../digest/newsletters.repository.ts'
import type { DkimKey } from '../dkim-key.ts'
import { messagesFor } from '../letter/messages/messages-for.ts'
import { openWhyLine } from '../letter/why-line.ts'
import type { KeyRing } from '../key-ring.ts'
import { bounceAddress } from '../mail/bounce-address.ts'
import { openSigner, signMessage, type Signer } from '../mail/dkim.ts'
import { listFields, unsubscribeField } from '../mail/list-fields.ts'
import { writeAddress } from '../mail/mailbox.ts'
import type { MessageBytes } from '../mail/message-bytes.ts'
import { messageId } from '../mail/message-id.ts'
import { openMessage, type MessageTemplate } from '../mail/open-message.ts'
import { personaliseMessage } from '../mail/personalise-message.ts'
import type { SlotValues } from '../mail/personalise.ts'
import { splitSlots, type Segments } from '../mail/slots.ts'
import { parseSender, senderDomain } from '../sender.ts'
import { maskAddress } from '../subscribers/address.ts'
import { signToken } from '../subscribers/token.ts'

/** A frozen issue with its message built once for all of its recipients. */
export interface FrozenLetter {
  readonly needs: LetterNeeds
  readonly issue: IssueRow
  readonly newsletter: NewsletterRow
  readonly html: Segments
  readonly text: Segments
  readonly template: MessageTemplate
  readonly signer: Signer | null
  readonly why: ReturnType<typeof openWhyLine>
  readonly sentTo: (address: string) => string
  readonly senderDomain: string
  /** Where bounces go, before the token of a delivery is in it. */
  readonly bounceBase: string
}

export interface LetterNeeds {
  readonly keys: KeyRing
  readonly publicUrl: string
  /** Not set: the mail server signs. */
  readonly dkim?: DkimKey
  readonly fromOf: (newsletter: NewsletterRow) => string
}

export interface Recipient {
  readonly subscriberId: number
  readonly email: string
  readonly consentAt: Date
  readonly consentSource: string
}

/** What a letter is made from: an issue as it is stored, dated by its freeze unless another date is given. */
export interface StoredLetter {
  readonly issue: IssueRow
  readonly newsletter: NewsletterRow
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly date?: Date
}

/** A message ready for SMTP, and the envelope it travels in. */
export interface WrittenMail {
  readonly envelope: { readonly from: string; readonly to: string }
  readonly message: MessageBytes
}

export function openLetter(needs: LetterNeeds, stored: StoredLetter): FrozenLetter {
  const { issue, newsletter, subject } = stored
  const from = needs.fromOf(newsletter)
  const domain = senderDomain(from)
  const html = splitSlots(stored.html, issue.slot_prefix)
  const text = splitSlots(stored.text, issue.slot_prefix)
  const template = openMessage({
    from,
    replyTo: newsletter.reply_to,
    subject,
    date: stored.date ?? issue.frozen_at ?? issue.created_at,
    fields: listFields({
      slug: newsletter.slug,
      publicUrl: needs.publicUrl,
      senderDomain: domain,
      newsletterId: newsletter.id,
      issueId: issue.id,
    }),
    html,
    text,
  })
  const bounceBase = newsletter.bounce_address ?? parseSender(from).address
  return {
    needs,
    issue,
    newsletter,
    html,
    text,
    template,
    signer: needs.dkim ? openSigner(needs.dkim, template) : null,
    why: openWhyLine(newsletter),
    sentTo: messagesFor(newsletter.locale).sentTo,
    senderDomain: domain,
    bounceBase,
  }
}

/** The mail of an issue for one recipient, signed when there is a key; a repeat is the same mail, byte for byte. */
export async function writeMail(letter: FrozenLetter, recipient: Recipient): Promise<WrittenMail> {
  const { needs, issue, signer } = letter
  const { subscriberId, email } = recipient
  const values = slotValues(letter, recipient)
  const message = personaliseMessage(letter.template, {
    to: email,
    messageId: messageId(issue.message_seed, subscriberId, letter.senderDomain),
    fields: [unsubscribeField(values.UNSUBSCRIBE_URL)],
    values,
  })
  return {
    envelope: {
      from: bounceAddress(needs.keys, letter.bounceBase, { issueId: issue.id, subscriberId }),
      to: writeAddress(email),
    },
    message: signer ? await signMessage(signer, message) : message,
  }
}

/** What stands in the slots of a letter for one recipient. */
export function slotValues(letter: FrozenLetter, recipient: Recipient) {
  return {
    WHY: letter.why({ at: recipient.consentAt, source: recipient.consentSource }),
    PREFERENCES_URL: personalUrl(letter, 'preferences', recipient),
    UNSUBSCRIBE_URL: personalUrl(letter, 'unsubscribe', recipient),
    SENT_TO: letter.sentTo(maskAddress(recipient.email)),
  } satisfies SlotValues
}

function personalUrl(
  { needs, newsletter }: FrozenLetter,
  purpose: 'preferences' | 'unsubscribe',
  { subscriberId }: Recipient,
): string {
  const token = signToken(needs.keys, purpose, { subscriberId, newsletterId: newsletter.id })
  return `${needs.publicUrl}/${purpose}/${token}`
}

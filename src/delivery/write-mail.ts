import type { IssueRow } from '../digest/issues.repository.ts'
import type { NewsletterRow } from '../digest/newsletters.repository.ts'
import { messagesFor } from '../letter/messages.ts'
import { openWhyLine } from '../letter/why-line.ts'
import type { KeyRing } from '../key-ring.ts'
import { messageId } from '../mail/message-id.ts'
import type { OutgoingMail } from '../mail/message.ts'
import { personalise } from '../mail/personalise.ts'
import { splitSlots, type Segments } from '../mail/slots.ts'
import { senderDomain } from '../sender.ts'
import { maskAddress } from '../subscribers/address.ts'
import { signToken } from '../subscribers/token.ts'

/** A frozen issue, cut at its slots once for all of its recipients. */
export interface FrozenLetter {
  readonly issue: IssueRow
  readonly newsletter: NewsletterRow
  readonly subject: string
  readonly html: Segments
  readonly text: Segments
  readonly why: ReturnType<typeof openWhyLine>
}

export interface WriteNeeds {
  readonly keys: KeyRing
  readonly publicUrl: string
  readonly from: string
}

export interface Recipient {
  readonly subscriberId: number
  readonly email: string
  readonly consentAt: Date
  readonly consentSource: string
}

/** What a letter is cut from: an issue as it is stored. */
export interface StoredLetter {
  readonly issue: IssueRow
  readonly newsletter: NewsletterRow
  readonly subject: string
  readonly html: string
  readonly text: string
}

export function openLetter({ issue, newsletter, subject, html, text }: StoredLetter): FrozenLetter {
  const prefix = issue.slot_prefix
  return {
    issue,
    newsletter,
    subject,
    html: splitSlots(html, prefix),
    text: splitSlots(text, prefix),
    why: openWhyLine(newsletter),
  }
}

/** The mail of an issue for one recipient; a repeat is the same mail, byte for byte. */
export function writeMail(needs: WriteNeeds, letter: FrozenLetter, recipient: Recipient): OutgoingMail {
  const { issue, newsletter } = letter
  const subject = { subscriberId: recipient.subscriberId, newsletterId: newsletter.id }
  const unsubscribeUrl = `${needs.publicUrl}/unsubscribe/${signToken(needs.keys, 'unsubscribe', subject)}`
  const values = {
    WHY: letter.why({ at: recipient.consentAt, source: recipient.consentSource }),
    PREFERENCES_URL: `${needs.publicUrl}/preferences/${signToken(needs.keys, 'preferences', subject)}`,
    UNSUBSCRIBE_URL: unsubscribeUrl,
    SENT_TO: messagesFor(newsletter.locale).sentTo(maskAddress(recipient.email)),
  }
  return {
    from: needs.from,
    to: recipient.email,
    replyTo: newsletter.reply_to,
    subject: letter.subject,
    html: personalise(letter.html, values, 'html'),
    text: personalise(letter.text, values, 'text'),
    messageId: messageId(issue.message_seed, recipient.subscriberId, senderDomain(needs.from)),
    date: issue.frozen_at ?? issue.created_at,
    headers: listHeaders(needs, letter, unsubscribeUrl),
  }
}

/** RFC 2369, 2919 and 8058: which list this is and how to leave it with one click. */
function listHeaders(needs: WriteNeeds, { issue, newsletter }: FrozenLetter, unsubscribeUrl: string) {
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<${newsletter.slug}.${new URL(needs.publicUrl).hostname}>`,
    'Feedback-ID': `${issue.id}:${newsletter.id}:digest:recap`,
    Precedence: 'bulk',
  }
}

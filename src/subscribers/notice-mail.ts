import { macOf, oldestKey, type KeyRing } from '../key-ring.ts'
import { unsubscribeField } from '../mail/list-fields.ts'
import { messageId } from '../mail/message-id.ts'
import type { OutgoingMail } from '../mail/message.ts'
import { personalise } from '../mail/personalise.ts'
import type { Segments } from '../mail/slots.ts'
import { senderDomain } from '../sender.ts'
import { maskAddress } from './address.ts'
import type { ClaimedNotice, NoticeId } from './notices.repository.ts'
import { signToken } from './token.ts'

/** A notice as it is rendered once for all its readers in one language. */
export interface NoticeForm {
  readonly subject: string
  readonly html: Segments
  readonly text: Segments
  readonly why: (consent: { readonly at: Date; readonly source: string }) => string
  readonly sentTo: (address: string) => string
}

export interface NoticeWriting {
  readonly keys: KeyRing
  readonly publicUrl: string
  readonly from: string
  readonly replyTo: string | null
}

/** A notice in hand. */
export type Notice = NoticeId & ClaimedNotice

/** The mail of a notice to its reader; it holds no word that came with a sign-up. A repeat is the same mail. */
export function writeNotice(writing: NoticeWriting, form: NoticeForm, notice: Notice): OutgoingMail {
  const links = noticeLinks(writing, notice)
  const values = {
    ...links,
    WHY: form.why({ at: notice.consentAt, source: notice.consentSource }),
    SENT_TO: form.sentTo(maskAddress(notice.email)),
  }
  return {
    from: writing.from,
    to: notice.email,
    replyTo: writing.replyTo,
    subject: form.subject,
    html: personalise(form.html, values, 'html'),
    text: personalise(form.text, values, 'text'),
    messageId: messageId(seedOf(writing.keys, notice), notice.subscriberId, senderDomain(writing.from)),
    date: notice.requestedAt,
    headers: { 'Auto-Submitted': 'auto-generated', ...wayOut(notice, links.UNSUBSCRIBE_URL) },
  }
}

/** The links of a notice, each for one door alone; the one to confirm ages from when it was asked for. */
function noticeLinks({ keys, publicUrl }: NoticeWriting, notice: Notice) {
  const { subscriberId, newsletterId, requestedAt: issuedAt } = notice
  const subject = { subscriberId, newsletterId }
  const preferences = `${publicUrl}/preferences/${signToken(keys, 'preferences', subject)}`
  const actions = {
    confirm: `${publicUrl}/confirm/${signToken(keys, 'confirm', { ...subject, issuedAt })}`,
    welcome: `${publicUrl}/issues`,
    preferences,
  }
  return {
    ACTION_URL: actions[notice.kind],
    PREFERENCES_URL: preferences,
    UNSUBSCRIBE_URL: `${publicUrl}/unsubscribe/${signToken(keys, 'unsubscribe', subject)}`,
  }
}

/** RFC 8058 for those who are subscribed; whoever has not confirmed has nothing to leave. */
function wayOut({ kind }: NoticeId, unsubscribeUrl: string): Record<string, string> {
  if (kind === 'confirm') return {}
  return Object.fromEntries([
    unsubscribeField(unsubscribeUrl),
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ])
}

function seedOf(keys: KeyRing, { kind, newsletterId, requestedAt }: Notice): Buffer {
  return macOf(oldestKey(keys), 'notice', [kind, newsletterId, requestedAt.getTime()].join('.'))
}

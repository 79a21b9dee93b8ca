import type { Database } from '../db/database.ts'
import type { NoticeKind } from '../db/values.ts'
import type { DkimKey } from '../dkim-key.ts'
import { AppError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import { writeAddress } from '../mail/mailbox.ts'
import { composeMessage } from '../mail/message.ts'
import type { Mailer } from '../mail/transport.ts'
import { parseSender } from '../sender.ts'
import type { Clock } from '../time.ts'
import { writeNotice, type Notice, type NoticeForm } from './notice-mail.ts'
import { claimNotice, finishNotice, releaseNotice, type NoticeId } from './notices.repository.ts'

/** Who a notice is from, and how it looks to its readers. */
export interface NoticeSender {
  readonly from: string
  readonly replyTo: string | null
  /** Renders a kind of notice in the language of a reader, the newsletter's when the reader has none. */
  readonly render: (kind: NoticeKind, locale: string | null) => Promise<NoticeForm>
}

export interface NoticeNeeds {
  readonly db: Database
  readonly mailer: Mailer
  readonly keys: KeyRing
  readonly dkim?: DkimKey
  readonly publicUrl: string
  readonly now: Clock
  senderOf(newsletterId: number): Promise<NoticeSender>
}

/**
 * Mails a notice unless it was mailed, is in other hands, or is not wanted any more; returns whether it went out. A mail
 * server that does not take it now is `retry_later`.
 */
export async function sendNotice(needs: NoticeNeeds, id: NoticeId): Promise<boolean> {
  const claimed = await claimNotice(needs.db, id)
  if (!claimed) return false
  if (claimed.isWanted) await mail(needs, { ...id, ...claimed })
  await finishNotice(needs.db, id, needs.now())
  return claimed.isWanted
}

async function mail(needs: NoticeNeeds, notice: Notice): Promise<void> {
  const { keys, publicUrl } = needs
  try {
    const { from, replyTo, render } = await needs.senderOf(notice.newsletterId)
    const form = await render(notice.kind, notice.locale)
    const outgoing = writeNotice({ keys, publicUrl, from, replyTo }, form, notice)
    const envelope = { from: parseSender(from).address, to: writeAddress(notice.email) }
    const outcome = await needs.mailer.send(envelope, await composeMessage(outgoing, needs.dkim))
    if (outcome.kind === 'deferred' || outcome.kind === 'not_sent') {
      throw new AppError('retry_later', `The mail server does not take a notice now: ${outcome.response}`)
    }
  } catch (error) {
    await releaseNotice(needs.db, notice)
    throw error
  }
}

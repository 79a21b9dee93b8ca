import type { Database } from '../db/database.ts'
import type { NoticeKind } from '../db/values.ts'
import { AppError } from '../errors.ts'
import { closestLanguage } from '../language.ts'
import type { LetterTemplates } from '../letter/letter-templates.ts'
import { messagesFor } from '../letter/messages/messages-for.ts'
import { renderNotice } from '../letter/render-notice.ts'
import { openWhyLine } from '../letter/why-line.ts'
import { newSlotPrefix, splitSlots } from '../mail/slots.ts'
import type { NoticeForm } from '../subscribers/notice-mail.ts'
import type { NoticeSender } from '../subscribers/send-notice.ts'
import { letterSender } from './letter-sender.ts'
import { findNewsletter, type NewsletterRow } from './newsletters.repository.ts'

interface NoticeSenderNeeds {
  readonly db: Database
  readonly templates: LetterTemplates
  readonly fromOf: (newsletter: NewsletterRow) => string
}

/** Three kinds in five languages for a handful of newsletters. */
const mostKept = 60

/**
 * Finds who the notices of a newsletter are from and renders them, each kind and language once for as long as the
 * newsletter stays the same.
 */
export function noticeSenders(needs: NoticeSenderNeeds): (newsletterId: number) => Promise<NoticeSender> {
  const forms = new Map<string, Promise<NoticeForm>>()
  return async (newsletterId) => {
    const newsletter = await getNewsletter(needs.db, newsletterId)
    return {
      from: newsletter.confirm_from ?? needs.fromOf(newsletter),
      replyTo: newsletter.reply_to,
      async render(kind, readerLocale) {
        const local = { ...newsletter, locale: closestLanguage(readerLocale ?? newsletter.locale) }
        const key = JSON.stringify([kind, local])
        const known = forms.get(key)
        if (known) return known
        // Whatever was rendered of the newsletter before it changed is of no more use.
        if (forms.size >= mostKept) forms.clear()
        const form = renderForm(needs.templates, kind, local)
        forms.set(key, form)
        form.catch(() => forms.delete(key))
        return form
      },
    }
  }
}

async function renderForm(
  templates: LetterTemplates,
  kind: NoticeKind,
  newsletter: NewsletterRow,
): Promise<NoticeForm> {
  const prefix = newSlotPrefix()
  const notice = { kind, sender: letterSender(newsletter), weekday: newsletter.weekday }
  const { subject, html, text } = await renderNotice(notice, prefix, templates)
  return {
    subject,
    html: splitSlots(html, prefix),
    text: splitSlots(text, prefix),
    why: openWhyLine(newsletter),
    sentTo: messagesFor(newsletter.locale).sentTo,
  }
}

async function getNewsletter(db: Database, id: number): Promise<NewsletterRow> {
  const newsletter = await findNewsletter(db, id)
  if (!newsletter) throw new AppError('not_found', `There is no newsletter ${id}; its notices go nowhere.`)
  return newsletter
}

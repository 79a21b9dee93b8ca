import { compileMail } from '../mail/compile.ts'
import { fillTemplate, joinMjml } from '../mail/fill-template.ts'
import { joinSlots, slotWord, type SlotDeclaration } from '../mail/slots.ts'
import { cleanSender } from './clean-sender.ts'
import { cutText } from './clean-text.ts'
import { frameMjml, type Frame, type Sender } from './frame-mjml.ts'
import { frameText } from './frame-text.ts'
import { letterSlots, whySlot } from './letter-slots.ts'
import { longestPreheader, longestSubject } from './letter-subject.ts'
import type { LetterTemplates } from './letter-templates.ts'
import { messagesFor, wordLocale } from './messages/messages-for.ts'
import type { NoticeWords } from './messages/messages.ts'
import { wrapText } from './wrap-text.ts'

/** A mail to one person with one action, told of a newsletter; `weekday` is the day it comes, 1 is Monday. */
export interface Notice {
  readonly kind: 'confirm' | 'welcome' | 'preferences'
  readonly sender: Sender
  readonly weekday: number
}

/** A notice for whomever it may be for: `html` and `text` hold the slot words of the prefix. */
export interface RenderedNotice {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Where the button of a notice leads: to the confirmation, the archive or the preferences of one person. */
const actionSlot: SlotDeclaration = { name: 'ACTION_URL', kind: 'url', html: 1, text: 1 }

/**
 * The slots of a notice. A confirmation goes to somebody who may never have asked for it, so it has nothing of theirs
 * but the link, and no way to leave what has not begun.
 */
export function noticeSlots(kind: Notice['kind']): readonly SlotDeclaration[] {
  return kind === 'confirm' ? [actionSlot] : [actionSlot, ...letterSlots]
}

/** Renders a notice once for all whom it is for; the same notice, prefix and templates give the same bytes. */
export async function renderNotice(
  notice: Notice,
  prefix: string,
  templates: LetterTemplates,
): Promise<RenderedNotice> {
  const sender = cleanSender(notice.sender)
  const words = wordsOf({ ...notice, sender })
  const frame = frameOf({ ...notice, sender }, words, prefix)
  const content = fillTemplate(templates.notice, {
    heading: words.heading,
    paragraphs: joinMjml(words.paragraphs.map((text) => fillTemplate(templates.paragraph, { text }))),
    url: slotWord(prefix, actionSlot),
    action: words.action,
    note: words.note,
  })
  const { html, text } = await compileMail({
    mjml: frameMjml(frame, content, templates).mjml,
    text: frameText(frame, textBlocks(words, slotWord(prefix, actionSlot))),
    slots: noticeSlots(notice.kind),
    prefix,
  })
  return { subject: frame.subject, html: joinSlots(html), text: joinSlots(text) }
}

function wordsOf({ kind, sender, weekday }: Notice): NoticeWords {
  const { notices } = messagesFor(sender.locale)
  if (kind !== 'welcome') return notices[kind](sender.name)
  return notices.welcome(sender.name, weekdayName(weekday, sender.locale))
}

function frameOf({ kind, sender }: Notice, words: NoticeWords, prefix: string): Frame {
  const isConfirmation = kind === 'confirm'
  return {
    sender,
    subject: cutText(words.subject, longestSubject),
    preheader: cutText(words.preheader, longestPreheader),
    issueLine: '',
    why: isConfirmation
      ? messagesFor(sender.locale).notices.whyConfirm(sender.name)
      : slotWord(prefix, whySlot),
    prefix: isConfirmation ? null : prefix,
  }
}

function textBlocks(words: NoticeWords, url: string): string[] {
  return [
    wrapText(words.heading),
    ...words.paragraphs.map((paragraph) => wrapText(paragraph)),
    `${words.action}:\n${url}`,
    wrapText(words.note),
  ]
}

/** 1 January 2024 was a Monday. */
function weekdayName(weekday: number, locale: string): string {
  const format = new Intl.DateTimeFormat(wordLocale(locale), { weekday: 'long', timeZone: 'UTC' })
  return format.format(Date.UTC(2024, 0, weekday))
}

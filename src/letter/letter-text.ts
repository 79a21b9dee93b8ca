import { slotWord } from '../mail/slots.ts'
import type { LetterItem, LetterLink } from './letter-item.ts'
import type { Letter } from './letter-model.ts'
import { issueLine, metaLine } from './letter-lines.ts'
import { preferencesSlot, sentToSlot, unsubscribeSlot, whySlot } from './letter-slots.ts'
import { messagesFor, type Messages } from './messages.ts'
import { noteText } from './note-text.ts'
import { wrapText } from './wrap-text.ts'

/** The text part of a letter: the same words and links as the HTML, in lines of at most 78 characters but for URLs. */
export function letterText(letter: Letter, prefix: string): string {
  const messages = messagesFor(letter.newsletter.locale)
  const [lead, ...top] = letter.items
  const blocks = [
    head(letter, messages),
    ...(lead ? [item(lead, messages)] : []),
    ...(top.length > 0 ? [heading(messages.stories), ...top.map((each) => item(each, messages))] : []),
    ...(letter.brief.length > 0
      ? [heading(messages.inBrief), ...letter.brief.map((each) => brief(each, messages))]
      : []),
    `${messages.readOnWeb}:\n${letter.issue.webUrl}`,
    footer(letter, prefix),
  ]
  return `${blocks.join('\n\n')}\n`
}

function head({ newsletter, issue }: Letter, messages: Messages): string {
  const name = [newsletter.name, issueLine(issue, messages)].filter((part) => part !== '').join(' · ')
  return [
    `${wrapText(name)}\n${newsletter.siteUrl}`,
    [wrapText(issue.title), ...(issue.countLine === '' ? [] : [issue.countLine])].join('\n'),
    ...[noteText(issue.note), issue.quiet && wrapText(issue.quiet)].filter((words) => words !== ''),
  ].join('\n\n')
}

function heading(title: string): string {
  return `${title.toUpperCase()}\n${'-'.repeat(title.length)}`
}

function item(shown: LetterItem, messages: Messages): string {
  const points = shown.keyPoints.map((point) => wrapText(point.text, '- '))
  const body = points.length > 0 ? points : shown.dek === null ? [] : [wrapText(shown.dek)]
  return [
    title(shown, messages),
    body.join('\n'),
    shown.alsoCovered.map((link) => labelled(messages.alsoCovered, link)).join('\n'),
    shown.related.map((link) => labelled(messages.related, link)).join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
}

function title(shown: LetterItem, messages: Messages): string {
  const meta = metaLine(shown, messages)
  return [wrapText(shown.title), ...(meta === '' ? [] : [wrapText(meta)]), shown.url].join('\n')
}

function labelled(label: string, link: LetterLink): string {
  const note = link.note === '' ? '' : ` (${link.note})`
  return `${wrapText(`${label}: ${link.title}${note}`)}\n${link.url}`
}

function brief(shown: LetterItem, messages: Messages): string {
  const meta = metaLine(shown, messages)
  return [wrapText(shown.title, '- '), ...(meta === '' ? [] : [wrapText(meta, '  ')]), shown.url].join('\n')
}

/** The line before it is the signature mark of RFC 3676, section 4.3: programs fold away what follows. */
function footer({ newsletter }: Letter, prefix: string): string {
  const messages = messagesFor(newsletter.locale)
  return [
    '-- ',
    slotWord(prefix, whySlot),
    `${messages.preferences}:`,
    slotWord(prefix, preferencesSlot),
    `${messages.unsubscribe}:`,
    slotWord(prefix, unsubscribeSlot),
    '',
    wrapText(newsletter.name),
    wrapText(newsletter.postalAddress),
    slotWord(prefix, sentToSlot),
  ].join('\n')
}

import { frameText } from './frame-text.ts'
import { groupTopics } from './group-topics.ts'
import { letterFrame } from './letter-frame.ts'
import type { LetterItem, LetterLink } from './letter-item.ts'
import type { Letter } from './letter-model.ts'
import { briefLine, linkLine, metaLine } from './letter-lines.ts'
import { messagesFor } from './messages/messages-for.ts'
import type { Messages } from './messages/messages.ts'
import { noteText } from './note-text.ts'
import { wrapText } from './wrap-text.ts'

/** The text part of a letter: the same words and links as the HTML, in lines of at most 78 characters but for URLs. */
export function letterText(letter: Letter, prefix: string): string {
  const messages = messagesFor(letter.newsletter.locale)
  const [lead, ...top] = letter.items
  return frameText(letterFrame(letter, prefix), [
    ...head(letter),
    ...(lead ? [item(lead, messages)] : []),
    ...groupTopics(top).flatMap(({ topic, items }) => [
      heading(topic ?? messages.stories),
      ...items.map((each) => item(each, messages)),
    ]),
    ...(letter.brief.length > 0
      ? [heading(messages.inBrief), ...letter.brief.map((each) => brief(each, messages))]
      : []),
    `${messages.readOnWeb}:\n${letter.issue.webUrl}`,
  ])
}

function head({ issue }: Letter): string[] {
  return [
    [wrapText(issue.title), ...(issue.countLine === '' ? [] : [issue.countLine])].join('\n'),
    ...[noteText(issue.note), issue.quiet && wrapText(issue.quiet)].filter((words) => words !== ''),
  ]
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
  return [wrapText(shown.title), ...meta(shown, messages).map((line) => wrapText(line)), shown.url].join('\n')
}

function meta(shown: LetterItem, messages: Messages): string[] {
  const { source, rest } = metaLine(shown, messages)
  return source + rest === '' ? [] : [source + rest]
}

function labelled(label: string, link: LetterLink): string {
  const { source, rest } = linkLine(link)
  const note = source + rest === '' ? '' : ` (${source}${rest})`
  return `${wrapText(`${label}: ${link.title}${note}`)}\n${link.url}`
}

function brief(shown: LetterItem, messages: Messages): string {
  const lines = [briefLine(shown), ...meta(shown, messages)].filter((line) => line !== '')
  return [wrapText(shown.title, '- '), ...lines.map((line) => wrapText(line, '  ')), shown.url].join('\n')
}

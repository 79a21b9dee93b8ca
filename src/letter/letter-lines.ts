import type { LetterItem } from './letter-item.ts'
import type { Letter } from './letter-model.ts'
import type { Messages } from './messages/messages.ts'

const separator = ' · '

/** Source, date and reading time of an item, as far as known; empty when none of it is. */
export function metaLine(item: LetterItem, messages: Messages): string {
  const { source, rest } = metaParts(item, messages)
  return source + rest
}

/** The same line, cut after the source: that one may be in another script and has to stand apart. */
export function metaParts(item: LetterItem, messages: Messages): { source: string; rest: string } {
  const minutes = item.minutes === null ? null : messages.minutes(item.minutes)
  const automatic = item.keyPoints.some((point) => point.origin === 'computed') ? messages.automatic : null
  const rest = [item.dateLabel, minutes, automatic].filter((part) => part !== null).join(separator)
  if (item.source === null || rest === '') return { source: item.source ?? '', rest }
  return { source: item.source, rest: separator + rest }
}

/** Number and week of an issue; the week only where the title does not tell it already. */
export function issueLine(issue: Letter['issue'], messages: Messages): string {
  const number = issue.number === null ? [] : [messages.issueNumber(issue.number)]
  const week = issue.title.includes(issue.weekLabel) ? [] : [issue.weekLabel]
  return [...number, ...week].join(separator)
}

import type { StoredKeyPoint } from '../db/values.ts'
import { cutText } from './clean-text.ts'
import type { LetterItem, LetterLink } from './letter-item.ts'
import type { Letter } from './letter-model.ts'
import type { Messages } from './messages/messages.ts'

const separator = ' · '
const longestBriefLine = 140

/** A line cut after the source, which may be in another script than the rest and has to stand apart. */
export interface SourceLine {
  readonly source: string
  readonly rest: string
}

/** Source, date and reading time of an item, as far as known, and whether a program chose the points that it shows. */
export function metaLine(item: LetterItem, messages: Messages): SourceLine {
  const minutes = item.minutes === null ? null : messages.minutes(item.minutes)
  const automatic = shownPoints(item).some((point) => point.origin === 'computed') ? messages.automatic : null
  return sourceLine(item.source, [item.dateLabel, minutes, automatic])
}

/** Source and date of a further reading, as far as known. */
export function linkLine({ source, dateLabel }: LetterLink): SourceLine {
  return sourceLine(source, [dateLabel])
}

/** The key points of an item in full; an item in brief shows the first when it has no summary. */
function shownPoints(item: LetterItem): readonly StoredKeyPoint[] {
  if (item.section !== 'brief') return item.keyPoints
  return item.dek === null ? item.keyPoints.slice(0, 1) : []
}

/** What an item in brief says below its title: its summary or first key point, empty when it has neither. */
export function briefLine(item: LetterItem): string {
  return cutText(item.dek ?? shownPoints(item)[0]?.text ?? '', longestBriefLine)
}

function sourceLine(source: string | null, others: readonly (string | null)[]): SourceLine {
  const rest = others.filter((part) => part !== null).join(separator)
  return { source: source ?? '', rest: source === null || rest === '' ? rest : separator + rest }
}

/** Number and week of an issue; the week only where the title does not tell it already. */
export function issueLine(issue: Letter['issue'], messages: Messages): string {
  const number = issue.number === null ? [] : [messages.issueNumber(issue.number)]
  const week = issue.title.includes(issue.weekLabel) ? [] : [issue.weekLabel]
  return [...number, ...week].join(separator)
}

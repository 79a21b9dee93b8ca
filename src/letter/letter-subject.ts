import { cutText } from './clean-text.ts'
import type { Messages } from './messages/messages.ts'

interface Titled {
  readonly title: string
}

export const longestSubject = 60
const shortestPreheader = 40
export const longestPreheader = 90

/** The title of the first item, with the number of the others where there is room: at most 60 characters. */
export function subjectOf(items: readonly Titled[], newsletter: string, messages: Messages): string {
  const lead = items[0]?.title ?? messages.quietSubject(newsletter)
  const withOthers = messages.subject(lead, items.length - 1)
  return items.length > 1 && withOthers.length <= longestSubject ? withOthers : cutText(lead, longestSubject)
}

/** The titles of the second and third item, filled up with `more` until it has 40 characters, and 90 at most. */
export function preheaderOf(items: readonly Titled[], more: readonly string[]): string {
  let text = items
    .slice(1, 3)
    .map((item) => item.title)
    .join(' · ')
  for (const part of more) {
    if (text.length >= shortestPreheader) break
    text = text === '' ? part : `${text} · ${part}`
  }
  return cutText(text, longestPreheader)
}

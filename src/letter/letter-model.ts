import type { ItemSnapshot } from '../db/values.ts'
import type { Window } from '../time.ts'
import { cleanText } from './clean-text.ts'
import { openDayLabel, weekLabel } from './letter-dates.ts'
import { cleanSender } from './clean-sender.ts'
import type { Sender } from './frame-mjml.ts'
import { letterItem, webUrl, type LetterItem } from './letter-item.ts'
import { preheaderOf, subjectOf } from './letter-subject.ts'
import { messagesFor } from './messages/messages-for.ts'
import type { Messages } from './messages/messages.ts'

/** Everything that an issue shows; HTML, text and web version are made from it alone. */
export interface Letter {
  readonly newsletter: Sender
  readonly issue: {
    readonly number: number | null
    readonly slug: string
    readonly subject: string
    readonly preheader: string
    readonly title: string
    /** The editor's words in Markdown, empty when there are none. */
    readonly note: string
    /** Says that the week was quiet; empty when it was not. */
    readonly quiet: string
    /** Empty when there is nothing to count. */
    readonly countLine: string
    readonly weekLabel: string
    readonly webUrl: string
  }
  readonly items: readonly LetterItem[]
  readonly brief: readonly LetterItem[]
}

/** What a letter is built from; the items come best first. */
export interface LetterInput {
  readonly newsletter: Sender & { readonly timeZone: string }
  readonly issue: {
    readonly number: number | null
    readonly slug: string
    readonly title: string | null
    /** The operator's own subject and preheader; null when they are made from the titles. */
    readonly subject: string | null
    readonly preheader: string | null
    readonly note: string | null
    readonly window: Window
    readonly webUrl: string
  }
  readonly items: readonly ItemSnapshot[]
  readonly limits: LetterLimits
}

/** How many items stand below the lead in full, how many more as one-liners, and with how few a week was quiet. */
export interface LetterLimits {
  readonly top: number
  readonly brief: number
  readonly least: number
}

/**
 * Lays out an issue: the first item leads, the next stand in full, the rest in brief, and what is over the limits is
 * left out. With fewer items than the least, or none, it says that the week was quiet. Throws `bad_input` for an item
 * without a web address.
 */
export function buildLetter(input: LetterInput): Letter {
  const items = sectioned(input)
  const newsletter = cleanSender(input.newsletter)
  const messages = messagesFor(newsletter.locale)
  const week = weekLabel(input.issue.window, input.newsletter)
  const title = cleanText(input.issue.title ?? '', 120) || messages.weekTitle(week)
  const countLine = countLineOf(items, newsletter.locale)
  const quiet = quietWords(items.length, input.limits, messages)
  return {
    newsletter,
    issue: {
      number: input.issue.number,
      slug: input.issue.slug,
      subject: cleanText(input.issue.subject ?? '', 200) || subjectOf(items, newsletter.name, messages),
      preheader:
        cleanText(input.issue.preheader ?? '', 200) ||
        preheaderOf(items, [countLine || quiet, `${newsletter.name}, ${week}`, messages.promise]),
      title,
      note: (input.issue.note ?? '').trim(),
      quiet,
      countLine,
      weekLabel: week,
      webUrl: webUrl(input.issue.webUrl, 'the issue'),
    },
    items: items.filter((item) => item.section !== 'brief'),
    brief: items.filter((item) => item.section === 'brief'),
  }
}

function sectioned(input: LetterInput): LetterItem[] {
  const { top, brief } = input.limits
  const home = { siteUrl: input.newsletter.siteUrl, dayLabel: openDayLabel(input.newsletter) }
  return input.items.slice(0, 1 + top + brief).map((snapshot, index) => {
    const section = index === 0 ? 'lead' : index <= top ? 'top' : 'brief'
    return letterItem(snapshot, section, home)
  })
}

function quietWords(count: number, { least }: LetterLimits, messages: Messages): string {
  if (count === 0) return messages.emptyWeek
  return count < least ? messages.shortWeek : ''
}

/** The time stands only when it is known of every item. */
function countLineOf(items: readonly LetterItem[], locale: string): string {
  if (items.length === 0) return ''
  const messages = messagesFor(locale)
  const minutes = items.reduce((sum, item) => sum + (item.minutes ?? Number.NaN), 0)
  return minutes > 0 ? messages.countAndTime(items.length, minutes) : messages.count(items.length)
}

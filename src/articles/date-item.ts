import type { FeedItem } from './feed-item.ts'
import { firstYear, placeDate, type DatedAt } from './place-date.ts'

/** When an item was published, where its date can be believed, and what is odd about it. */
export interface DatedItem {
  readonly published: DatedAt | null
  readonly warnings: string[]
}

const day = 86_400_000
const aheadWarning = 'Its date is more than a day ahead; it counts from when it was first seen.'
const unsetWarning = `Its date is before ${firstYear}, as of a clock that was never set; it counts as undated.`

/** Reads the date of an item: a day is its noon in the newsletter's zone, one before 1995 is none. */
export function dateItem(
  { publishedAt, precision }: Pick<FeedItem, 'publishedAt' | 'precision'>,
  { seenAt, timeZone }: { readonly seenAt: Date; readonly timeZone: string },
): DatedItem {
  if (publishedAt === null) return { published: null, warnings: [] }
  if (publishedAt.getUTCFullYear() < firstYear) return { published: null, warnings: [unsetWarning] }
  const published: DatedAt =
    precision === 'day'
      ? placeDate({ precision, day: publishedAt.toISOString().slice(0, 10) }, timeZone)
      : { at: publishedAt, precision: 'instant' }
  const isAhead = published.at.getTime() > seenAt.getTime() + day
  return { published, warnings: isAhead ? [aheadWarning] : [] }
}

/** Whether a warning of an article tells of the date that its feed gave it. */
export function isDateWarning(warning: string): boolean {
  return warning === aheadWarning || warning === unsetWarning
}

import { Temporal } from '@js-temporal/polyfill'

/** A date as told: an instant, or a calendar day (`2026-11-18`) that is told without a time. */
export type ToldDate =
  | { readonly precision: 'instant'; readonly at: Date }
  | { readonly precision: 'day'; readonly day: string }

/** A date on the time line; a day is its noon in the newsletter's zone. */
export interface DatedAt {
  readonly at: Date
  readonly precision: 'instant' | 'day'
}

/** No web page is older: a date before this year is a clock that was never set. */
export const firstYear = 1995

/** Puts a date on the time line: a day counts as its noon in the zone. */
export function placeDate(date: ToldDate, timeZone: string): DatedAt {
  if (date.precision === 'instant') return date
  const noon = Temporal.PlainDate.from(date.day).toZonedDateTime({ timeZone, plainTime: '12:00' })
  return { at: new Date(noon.epochMilliseconds), precision: 'day' }
}

/**
 * The earlier of two dates of one article. On the same day of the newsletter's zone the one that tells the time is
 * better, whichever it is.
 */
function earlierDate(known: DatedAt, told: DatedAt, timeZone: string): DatedAt {
  const bothInstants = known.precision === 'instant' && told.precision === 'instant'
  if (!bothInstants && dayOf(known.at, timeZone) === dayOf(told.at, timeZone))
    return told.precision === 'instant' ? told : known
  return told.at < known.at ? told : known
}

/** The dates that an article has once it is told another one. */
export interface ArticleDates {
  readonly published_at: Date | null
  readonly published_precision: 'instant' | 'day' | 'none'
  readonly effective_at: Date
}

/** Keeps the earliest known date; when the article counts from only moves back. */
export function mergeDates(known: ArticleDates, told: DatedAt, timeZone: string): ArticleDates {
  const { at, precision } = bestDate(known, told, timeZone)
  return {
    published_at: at,
    published_precision: precision,
    effective_at: at < known.effective_at ? at : known.effective_at,
  }
}

function bestDate(known: ArticleDates, told: DatedAt, timeZone: string): DatedAt {
  if (known.published_at === null || known.published_precision === 'none') return told
  return earlierDate({ at: known.published_at, precision: known.published_precision }, told, timeZone)
}

function dayOf(at: Date, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

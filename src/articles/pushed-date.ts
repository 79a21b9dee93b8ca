import { Temporal } from '@js-temporal/polyfill'
import { z } from 'zod'

/** A date as pushed: an instant, or a calendar day (`2026-11-18`) that is told without a time. */
export type PushedDate =
  | { readonly precision: 'instant'; readonly at: Date }
  | { readonly precision: 'day'; readonly day: string }

/** A date on the time line; a day is its noon in the newsletter's zone. */
export interface DatedAt {
  readonly at: Date
  readonly precision: 'instant' | 'day'
}

const firstYear = 1995
const day = z.iso.date()
const instant = z.iso.datetime({ offset: true })

/** ISO 8601: a day, or an instant with its offset from UTC. Zeros of a clock that was never set are refused. */
export const pushedDate = z
  .string()
  .max(40)
  .describe(`ISO 8601: 2026-11-18T09:30:00Z, or 2026-11-18 when only the day is known; ${firstYear} or later`)
  .transform((text, context): PushedDate => {
    const date = readPushed(text)
    if (!date) context.addIssue('must be ISO 8601: 2026-11-18, or 2026-11-18T09:30:00 with Z or an offset')
    else if (yearOf(date) < firstYear)
      context.addIssue(`must be of ${firstYear} or later; leave it out when it is not known`)
    return date ?? z.NEVER
  })

function readPushed(text: string): PushedDate | undefined {
  if (day.safeParse(text).success) return { precision: 'day', day: text }
  return instant.safeParse(text).success ? { precision: 'instant', at: new Date(text) } : undefined
}

function yearOf(date: PushedDate): number {
  return date.precision === 'day' ? Number(date.day.slice(0, 4)) : date.at.getUTCFullYear()
}

export function placeDate(date: PushedDate, timeZone: string): DatedAt {
  if (date.precision === 'instant') return date
  const noon = Temporal.PlainDate.from(date.day).toZonedDateTime({ timeZone, plainTime: '12:00' })
  return { at: new Date(noon.epochMilliseconds), precision: 'day' }
}

/**
 * The earlier of two dates of one article. On the same day of the newsletter's zone the one that tells the time is
 * better, whichever it is.
 */
export function earlierDate(known: DatedAt, told: DatedAt, timeZone: string): DatedAt {
  const bothInstants = known.precision === 'instant' && told.precision === 'instant'
  if (!bothInstants && dayOf(known.at, timeZone) === dayOf(told.at, timeZone))
    return told.precision === 'instant' ? told : known
  return told.at < known.at ? told : known
}

function dayOf(at: Date, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

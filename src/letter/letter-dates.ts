import type { Window } from '../time.ts'
import { wordLocale } from './messages/messages-for.ts'

/** Where and in which language dates are read. */
export interface Place {
  readonly locale: string
  readonly timeZone: string
}

/** The days of a window in its zone, such as "16–22 November 2026"; the last day is the one before `end`. */
export function weekLabel(window: Window, place: Place): string {
  const format = new Intl.DateTimeFormat(wordLocale(place.locale), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: place.timeZone,
  })
  const range = format.formatRange(window.start, new Date(window.end.getTime() - 1))
  return range.replace(/(?<=\d)\s*–\s*(?=\d)/, '–').replace(/\s+/g, ' ')
}

/** A date as an item shows it, such as "18 Nov"; a date without a time is taken as it stands, null as unknown. */
export function dayLabel(date: string | null, place: Place): string | null {
  if (date === null) return null
  const at = new Date(date)
  if (Number.isNaN(at.getTime())) return null
  const timeZone = /^\d{4}-\d{2}-\d{2}$/.test(date) ? 'UTC' : place.timeZone
  return new Intl.DateTimeFormat(wordLocale(place.locale), {
    day: 'numeric',
    month: 'short',
    timeZone,
  }).format(at)
}

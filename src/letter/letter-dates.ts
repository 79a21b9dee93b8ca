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

/**
 * Tells dates as an item shows them, such as "18 Nov"; a date without a time is taken as it stands, null and what is no
 * date as unknown.
 */
export function openDayLabel({ locale, timeZone }: Place): (date: string | null) => string | null {
  // Made once for all items: a formatter takes a hundred times as long to make as to use.
  const formatIn = (zone: string) =>
    new Intl.DateTimeFormat(wordLocale(locale), { day: 'numeric', month: 'short', timeZone: zone })
  const [here, asItStands] = [formatIn(timeZone), formatIn('UTC')]
  return (date) => {
    const at = new Date(date ?? Number.NaN)
    if (date === null || Number.isNaN(at.getTime())) return null
    return (/^\d{4}-\d{2}-\d{2}$/.test(date) ? asItStands : here).format(at)
  }
}

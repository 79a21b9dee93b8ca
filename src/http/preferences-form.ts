import { z } from 'zod'
import { languages } from '../language.ts'
import type { Choices } from '../subscribers/preferences.repository.ts'
import { isTimeZone, startOfDate } from '../time.ts'
import { field, fieldList } from './routes/form-fields.ts'

/** The fields of the preferences page that can be wrong. */
export type PreferencesField = 'frequency' | 'language' | 'hour' | 'zone' | 'date'

/** What was entered, with the fields that cannot be taken. */
export interface ReadForm {
  readonly choices: Choices
  readonly faults: readonly PreferencesField[]
}

const mostTopics = 100

const choicesForm = z.object({
  topics: fieldList(mostTopics),
  frequency: field(10),
  language: field(10),
  hour: field(5),
  zone: field(64),
})

/** Reads the choices of a form; topics that there are not are left out. */
export function readChoices(body: unknown, knownTopics: readonly string[]): ReadForm {
  const { topics, frequency, language, hour, zone } = choicesForm.parse(body ?? {})
  const isHour = hour === '' || /^([01]?\d|2[0-3])$/.test(hour)
  const wrong: Readonly<Record<Exclude<PreferencesField, 'date'>, boolean>> = {
    frequency: frequency !== 'weekly' && frequency !== 'monthly',
    language: !languages.some((known) => known === language),
    hour: !isHour,
    zone: zone !== '' && !isTimeZone(zone),
  }
  const fields = ['frequency', 'language', 'hour', 'zone'] as const
  return {
    choices: {
      topics: knownTopics.filter((topic) => topics.includes(topic)),
      frequency: frequency === 'monthly' ? 'monthly' : 'weekly',
      locale: language,
      sendHour: isHour && hour !== '' ? Number(hour) : null,
      timeZone: zone === '' ? null : zone,
    },
    faults: fields.filter((name) => wrong[name]),
  }
}

/** The lengths of a pause that are offered, in weeks. */
export const pauseWeeks = [2, 4, 8] as const

const dayMs = 24 * 3_600_000
const longestPauseMs = 2 * 366 * dayMs

const pauseForm = z.object({ length: field(10), date: field(10) })

/** When a pause ends: so many weeks from now, or as a day begins on the reader's clock; undefined when it cannot be. */
export function readPause(body: unknown, now: Date, zone: string): Date | undefined {
  const { length, date } = pauseForm.parse(body ?? {})
  const weeks = pauseWeeks.find((offered) => String(offered) === length)
  if (weeks !== undefined) return new Date(now.getTime() + weeks * 7 * dayMs)
  const until = startOfDate(date, zone)
  const isAhead = until !== undefined && until > now && until.getTime() - now.getTime() < longestPauseMs
  return isAhead ? until : undefined
}

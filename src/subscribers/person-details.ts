import { AppError } from '../errors.ts'
import { readLocale, readZone } from './import-cells.ts'
import { cleanName } from './person-name.ts'

/** What is known of a person beside the address; what is left out is not told, null takes it away. */
export interface PersonDetails {
  readonly name?: string | null | undefined
  readonly locale?: string | null | undefined
  readonly timeZone?: string | null | undefined
  readonly topics?: readonly string[] | undefined
}

const mostTopics = 100

/** Details in the form in which they are stored; `bad_input` names the one that cannot be taken. */
export function checkDetails({ name, locale, timeZone, topics }: PersonDetails): PersonDetails {
  return {
    name: told(name, cleanName, 'The name is longer than 200 characters, or cannot be read.'),
    locale: told(locale, readLocale, 'The locale is no language tag such as de-AT.'),
    timeZone: told(timeZone, readZone, 'The time zone is none of the IANA database, such as Europe/Berlin.'),
    topics: topics && checkTopics(topics),
  }
}

function told(
  text: string | null | undefined,
  read: (text: string) => string | null | undefined,
  fault: string,
): string | null | undefined {
  if (text === undefined || text === null) return text
  const value = read(text)
  if (value === undefined) throw new AppError('bad_input', fault)
  return value
}

function checkTopics(topics: readonly string[]): string[] {
  const clean = [...new Set(topics.map((topic) => cleanName(topic)).filter((topic) => topic !== null))]
  if (clean.length > mostTopics || clean.includes(undefined))
    throw new AppError('bad_input', `There are more than ${mostTopics} topics, or one cannot be read.`)
  return clean.filter((topic) => topic !== undefined)
}

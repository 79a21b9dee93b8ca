import { isTimeZone } from '../time.ts'

const dateForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/

/** An instant in ISO 8601, or a date; without a zone it is UTC. Undefined for anything else. */
export function readInstant(text: string): Date | undefined {
  const [, day, time = '00:00', zone = 'Z'] = dateForm.exec(text) ?? []
  if (day === undefined) return undefined
  const offset = zone === 'UTC' ? 'Z' : zone
  const at = new Date(`${day}T${time}${offset}`)
  if (Number.isNaN(at.getTime())) return undefined
  // 30 February has become 2 March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day) ? at : undefined
}

/** A language tag (BCP 47) in its usual spelling; undefined for a text that is none. */
export function readLocale(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

/** A zone of the IANA database as it is written; undefined for a text that is none. */
export function readZone(text: string): string | undefined {
  return isTimeZone(text) ? text : undefined
}

const mostKnown = 1000

/** Remembers what short texts were read as: a column names the same few again and again. */
export function remember<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (known.size < mostKnown) known.set(text, value)
    return value
  }
}

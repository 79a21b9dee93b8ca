/** The languages that letters and pages speak. */
export const languages = ['en', 'de', 'fr', 'es', 'ar'] as const

export type Language = (typeof languages)[number]

/** The language in which a reader of a BCP 47 locale is spoken to: `de` for de-CH, English where there is none. */
export function closestLanguage(locale: string): Language {
  return spokenLanguage(locale) ?? 'en'
}

/** The language that an Accept-Language header (RFC 9110 12.5.4) likes best, undefined when it names none of ours. */
export function acceptedLanguage(header: string): Language | undefined {
  return header
    .slice(0, longestHeader)
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .flatMap(({ range }) => spokenLanguage(range) ?? [])[0]
}

type Direction = 'ltr' | 'rtl'

/** The reading direction of a BCP 47 locale; that of a text which is none is left to right. */
export function directionOf(locale: string): Direction {
  return ownDirections.get(locale) ?? (rightToLeft.has(scriptOf(locale)) ? 'rtl' : 'ltr')
}

/** To ask which script a locale has takes as long as to write a page in it. */
const ownDirections: ReadonlyMap<string, Direction> = new Map<Language, Direction>([
  ['en', 'ltr'],
  ['de', 'ltr'],
  ['fr', 'ltr'],
  ['es', 'ltr'],
  ['ar', 'rtl'],
])

/** The rest of a longer header would only be liked less. */
const longestHeader = 1000

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'])

function spokenLanguage(locale: string): Language | undefined {
  const primary = locale.trim().toLowerCase().split(/[-_]/)[0]
  return languages.find((language) => language === primary)
}

function readRange(text: string): { range: string; quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return { range, quality: Number.isNaN(quality) ? 0 : quality }
}

function scriptOf(locale: string): string {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-')).maximize().script ?? ''
  } catch {
    return ''
  }
}

import { closestLanguage, type Language } from '../../language.ts'
import { arabic } from './ar.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import type { Messages } from './messages.ts'
import { wordingOf, type Wording } from './wording.ts'

const catalogues: Readonly<Record<Language, (wording: Wording) => Messages>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ar: arabic,
}

/** The catalogue of the language closest to a BCP 47 locale; numbers are written as in the locale itself. */
export function messagesFor(locale: string): Messages {
  return catalogues[closestLanguage(locale)](wordingOf(wordLocale(locale)))
}

/**
 * The locale of dates and numbers, which follow the language of the words around them. Bare English counts days
 * first, as most of the world does.
 */
export function wordLocale(locale: string): string {
  const language = closestLanguage(locale)
  const isSpoken = locale.toLowerCase().startsWith(language)
  return isSpoken && locale !== 'en' ? locale.replaceAll('_', '-') : language === 'en' ? 'en-GB' : language
}

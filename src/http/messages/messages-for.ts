import type { Language } from '../../language.ts'
import { arabic } from './ar.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import type { PageMessages } from './page-messages.ts'

const catalogues: Readonly<Record<Language, PageMessages>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ar: arabic,
}

/** The words of the pages in a language. */
export function messagesFor(language: Language): PageMessages {
  return catalogues[language]
}

/** A name or an address inside a sentence, which may run in the other direction (Unicode FSI and PDI). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}

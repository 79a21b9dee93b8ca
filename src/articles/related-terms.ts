import { functionWordsOf } from './function-words.ts'
import { segmenterLocale, termsOf } from './term-vectors.ts'

/** A word that carries matter: how it is compared, and the start by which full text search finds its forms. */
export interface RelatedTerm {
  readonly term: string
  readonly prefix: string
  /** Whether it stands with a capital; null where a capital says nothing, at the start. */
  readonly hasCapital: boolean | null
}

const spacedWord = /[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A longer one is an address or noise, and PostgreSQL refuses lexemes of 2 KB. */
const longestWord = 40

/** The words of a text in their order, without those that carry grammar; inflected forms are one term. */
export function relatedTerms(text: string, language: string | null): RelatedTerm[] {
  const functionWords = functionWordsOf(segmenterLocale(language).slice(0, 2))
  const words = unspacedScript.test(text) ? termsOf(text, language) : (text.match(spacedWord) ?? [])
  const terms: RelatedTerm[] = []
  for (const [place, written] of words.entries()) {
    const word = withoutElision(written.toLowerCase().replaceAll('’', "'"))
    const folded = word.normalize('NFKD').replace(/\p{M}+/gu, '')
    if (word.length > longestWord || functionWords.has(folded) || isLetter(folded)) continue
    const hasCapital = /\p{Lu}/u.test(written)
    terms.push({
      term: stemOf(folded),
      prefix: stemOf(word).replace(/(?<=.{3})y$/, ''),
      hasCapital: hasCapital && place === 0 ? null : hasCapital,
    })
  }
  return terms
}

/** "l'année" and "city's" without what hangs on them. */
function withoutElision(word: string): string {
  return word.replace(/^(?:[cdjlmnst]|qu|dell|nell|dall|sull|all)'/, '').replace(/'s?$/, '')
}

/** One letter says nothing; one ideograph is a word. */
function isLetter(word: string): boolean {
  return word === '' || /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]$/u.test(word)
}

/**
 * Drops one common ending of English, German and the Romance languages where four letters are left. Rough on purpose:
 * it must join "pump" with "pumps" and "Miete" with "Mieten", and must not join "Bundestag" with "Bundesliga".
 */
function stemOf(word: string): string {
  if (/\p{N}/u.test(word)) return word
  return word
    .replace(/(?<=.{3})ies$/, 'y')
    .replace(/(?<=.{4})(?:ings?|ers?|ern|ed|en|em|es|os|as|s|e|a|o|i)$/, '')
    .replace(/(?<=.{3})(.)\1$/, '$1')
}

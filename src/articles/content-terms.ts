import { functionWordsOf } from './function-words.ts'
import { countTerms, segmenterLocale, termSplitter, type TermVector } from './term-vectors.ts'

/** Long enough to tell words apart, short enough to join a word with its inflections in any of the languages. */
const stemLength = 5

/** Counts the words that carry matter in texts of a language, inflected forms of one together. */
export function contentTerms(language: string | null): (text: string) => TermVector {
  const functionWords = functionWordsOf(segmenterLocale(language).slice(0, 2))
  const termsOf = termSplitter(language)
  return (text) => {
    const terms = termsOf(text)
      .filter((term) => !functionWords.has(term))
      .map(withoutElision)
      .filter((term) => !functionWords.has(term) && !/^\w$/.test(term))
    return countTerms(terms.map((term) => term.slice(0, stemLength)))
  }
}

/** "l'annee" and "city's" without what hangs on them. */
function withoutElision(term: string): string {
  return term.replace(/^(?:[cdjlmnst]|qu|dell|nell|dall|sull|all)['’]/, '').replace(/['’]s?$/, '')
}

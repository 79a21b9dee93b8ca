import { clausePatternsOf } from './clause-patterns.ts'
import { contentTerms } from './content-terms.ts'
import { lengthInWords } from './length-in-words.ts'
import { shortenPoint } from './shorten-point.ts'
import { cosine, inverseFrequencies, segmenterLocale, weigh, type TermVector } from './term-vectors.ts'

/** A sentence that may stand as a key point: its text as it would be shown, and what it is worth. */
export interface ScoredSentence {
  readonly text: string
  readonly sentenceIndex: number
  readonly score: number
  readonly terms: TermVector
}

const fewestWords = 8
const mostWords = 45
const mostUnits = 600

/** Shares of a score beside the cosine with the centroid, which is at most 1. */
const position = { weight: 0.5, decay: 2 }
const length = { weight: 0.3, words: 16 }
const bonus = 0.05
const penalty = 0.1

/**
 * The sentences that can be key points, each worth its TF-IDF cosine with the whole text, more at the start of the
 * text, with a number or as a statement about a thing, less when it is long or cannot be read alone.
 */
export function scoreSentences(sentences: readonly string[], language: string | null): ScoredSentence[] {
  const locale = segmenterLocale(language).slice(0, 2)
  const countsOf = contentTerms(language)
  const counts = sentences.map(countsOf)
  const weights = inverseFrequencies(counts)
  const centroid = weigh(sumOf(counts), weights)
  return sentences.flatMap((sentence, sentenceIndex) => {
    if (!isCandidate(sentence, language)) return []
    const text = shortenPoint(sentence.replace(/^[•*·▪–—-]+ /, ''), locale)
    const terms = weigh(text === sentence ? (counts[sentenceIndex] ?? new Map()) : countsOf(text), weights)
    const words = lengthInWords(text, language)
    const score =
      cosine(terms, centroid) + positionScore(sentenceIndex) - lengthPenalty(words) + formScore(text, locale)
    return [{ text, sentenceIndex, score, terms }]
  })
}

/** A whole statement of 8 to 45 words that is more than a quotation. */
function isCandidate(sentence: string, language: string | null): boolean {
  if (sentence.length > mostUnits || !/[^\s.!?…][.!。！؟।]["”’»」)\]]*$/u.test(sentence)) return false
  if (/^(?:["“][^"“”]*["”]|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«)\.?$/.test(sentence)) return false
  const words = lengthInWords(sentence, language)
  return words >= fewestWords && words <= mostWords
}

function positionScore(sentenceIndex: number): number {
  return position.weight * Math.exp(-sentenceIndex / position.decay)
}

function lengthPenalty(words: number): number {
  return length.weight * Math.max(0, words / length.words - 1)
}

/** What makes a sentence hard to read alone: it goes on from another one, or someone speaks of himself or to the reader. */
const leaning = new Map([
  ['en', /^(?:And|But|Or|So|Yet) |\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|me|us|[Yy]ou|[Yy]our)\b/],
  ['de', /^(?:Aber|Denn|Doch|Oder|Und) |(?<!\p{L})(?:ich|mich|mir|wir|uns|unsere?|du|dein)(?!\p{L})/iu],
  [
    'fr',
    /^(?:Car|Donc|Et|Mais|Or|Ou) |(?<!\p{L})(?:je|j['’]|moi|mon|ma|mes|nous|notre|nos|tu|vous|votre|vos)(?!\p{L})/iu,
  ],
  ['es', /^(?:Mas|O|Pero|Y) |(?<!\p{L})(?:yo|mi|mis|nosotros|nuestr[oa]s?|tú|usted(?:es)?)(?!\p{L})/iu],
  [
    'it',
    /^(?:E|Eppure|Ma|O|Però) |(?<!\p{L})(?:io|mio|mia|miei|mie|noi|nostr[oaie]|voi|vostr[oaie]|tu)(?!\p{L})/iu,
  ],
])

function formScore(text: string, locale: string): number {
  const isAboutThing = clausePatternsOf(locale)?.article.test(text) === true
  const isLeaning = leaning.get(locale)?.test(text) === true
  return (isAboutThing ? bonus : 0) + (/\d/.test(text) ? bonus : 0) - (isLeaning ? penalty : 0)
}

function sumOf(vectors: readonly TermVector[]): TermVector {
  const sum = new Map<string, number>()
  for (const vector of vectors) {
    for (const [term, value] of vector) sum.set(term, (sum.get(term) ?? 0) + value)
  }
  return sum
}

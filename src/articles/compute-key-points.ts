import { bodySentences } from './body-sentences.ts'
import { lengthInWords } from './length-in-words.ts'
import { scoreSentences, type ScoredSentence } from './score-sentences.ts'
import { cosine } from './term-vectors.ts'

/** A key point taken from a text, the number of its sentence in the body (from 0), and what it scored. */
export interface ComputedPoint {
  readonly text: string
  readonly sentenceIndex: number
  readonly score: number
}

const alike = 0.5

/**
 * The sentences of an article that tell most of it, in document order: 3, 4 over 900 words, 2 under 150, none under 80.
 * Paragraphs stand between blank lines. A point is a sentence of 8 to 45 words as written, or without an attribution
 * at its start or a clause at its end; the same text gives the same points.
 */
export function computeKeyPoints(text: string, language: string | null): ComputedPoint[] {
  const sentences = bodySentences(text, language)
  const wanted = pointsFor(sentences.reduce((sum, sentence) => sum + lengthInWords(sentence, language), 0))
  if (wanted === 0) return []
  return chooseDistinct(scoreSentences(sentences, language), wanted)
    .toSorted((a, b) => a.sentenceIndex - b.sentenceIndex)
    .map(({ text, sentenceIndex, score }) => ({ text, sentenceIndex, score }))
}

function pointsFor(words: number): number {
  if (words < 80) return 0
  if (words < 150) return 2
  return words > 900 ? 4 : 3
}

/** The best sentences, passing over those that say what a better one has said. */
function chooseDistinct(sentences: readonly ScoredSentence[], wanted: number): ScoredSentence[] {
  const chosen: ScoredSentence[] = []
  for (const candidate of sentences.toSorted(byScore)) {
    if (chosen.length === wanted) break
    if (chosen.every(({ terms }) => cosine(terms, candidate.terms) < alike)) chosen.push(candidate)
  }
  return chosen
}

function byScore(a: ScoredSentence, b: ScoredSentence): number {
  return b.score - a.score || a.sentenceIndex - b.sentenceIndex
}

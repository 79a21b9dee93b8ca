import { abbreviationsOf } from './abbreviations.ts'
import { functionWordsOf } from './function-words.ts'
import { pairedRanges } from './paired-ranges.ts'
import { segmenterLocale } from './term-vectors.ts'

/**
 * The sentences of one paragraph in order, by the breaks of UAX 29 save those after abbreviations, initials and
 * ordinals and those inside quotation marks or brackets; their texts, put together, are the paragraph.
 */
export function splitSentences(paragraph: string, language: string | null): string[] {
  const locale = segmenterLocale(language)
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' })
  const isInside = insideOf(pairedRanges(paragraph))
  const sentences: string[] = []
  let start = 0
  for (const { index } of segmenter.segment(paragraph)) {
    if (index === 0 || isInside(index)) continue
    const before = paragraph.slice(Math.max(start, index - 40), index).trimEnd()
    const after = paragraph.slice(index, index + 40)
    if (isWithinSentence(before, after, locale.slice(0, 2))) continue
    sentences.push(paragraph.slice(start, index).trim())
    start = index
  }
  sentences.push(paragraph.slice(start).trim())
  return sentences.filter((sentence) => sentence !== '')
}

/** Answers for places that only grow, so one walk over the ranges serves them all. */
function insideOf(ranges: readonly (readonly [number, number])[]): (index: number) => boolean {
  let at = 0
  return (index) => {
    while ((ranges[at]?.[1] ?? Infinity) < index) at += 1
    return (ranges[at]?.[0] ?? Infinity) < index
  }
}

/** Whether the sentence goes on over a break, judged by the end of what stands before it and the start of what follows. */
function isWithinSentence(before: string, after: string, language: string): boolean {
  if (/^\p{Ll}(?!\p{Lu})/u.test(after)) return true
  if (/^[^\p{L}\p{N}]*$/u.test(before)) return true
  const abbreviation = /(?:^|[^\p{L}\p{N}.])((?:\p{L}{1,9}\.){0,5}\p{L}{1,9})\.$/u.exec(before)?.[1]
  if (abbreviation !== undefined) return isAbbreviated(abbreviation, after, language)
  return isOrdinal(before, after, language)
}

function isAbbreviated(abbreviation: string, after: string, language: string): boolean {
  const { inner, either, beforeNumber } = abbreviationsOf(language)
  if (inner.has(abbreviation)) return true
  if (beforeNumber.has(abbreviation) && /^[([]?(?:\d|[IVXLC]+\b)/.test(after)) return true
  const isInitial = /^(?:\p{L}\.)*\p{L}$/u.test(abbreviation)
  return (isInitial || either.has(abbreviation)) && !opensSentence(after, language)
}

/** "3. Oktober", "2. Weltkrieg" in German; the number of a list item anywhere. */
function isOrdinal(before: string, after: string, language: string): boolean {
  if (/^[(]?\d{1,2}\.$/.test(before)) return true
  return language === 'de' && /(?:^|\s)\d{1,2}\.$/.test(before) && !opensSentence(after, language)
}

function opensSentence(after: string, language: string): boolean {
  if (/^["“”„«»‘'¿¡]/.test(after)) return true
  const word = /^\p{L}+/u.exec(after)?.[0] ?? ''
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}+/gu, '')
  return functionWordsOf(language).has(plain)
}

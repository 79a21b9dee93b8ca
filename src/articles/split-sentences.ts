import { abbreviationsOf } from './abbreviations.ts'
import { functionWordsOf } from './function-words.ts'
import { pairedRanges } from './paired-ranges.ts'
import { segmenterLocale } from './term-vectors.ts'

/**
 * The sentences of paragraphs in order, by the breaks of UAX 29 save those after abbreviations, initials and ordinals and
 * those inside quotation marks or brackets; put together, the sentences of a paragraph are the paragraph.
 */
export function splitSentences(paragraphs: readonly string[], language: string | null): string[] {
  const locale = segmenterLocale(language)
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' })
  return paragraphs.flatMap((paragraph) => {
    const isInside = insideOf(pairedRanges(paragraph))
    const starts = [0]
    for (const { index } of segmenter.segment(withTightQuotes(paragraph))) {
      if (index === 0 || isInside(index)) continue
      const before = paragraph.slice(Math.max(starts.at(-1) ?? 0, index - 40), index).trimEnd()
      const after = paragraph.slice(index, index + 40)
      if (!isWithinSentence(before, after, locale.slice(0, 2))) starts.push(index)
    }
    return starts
      .map((start, at) => paragraph.slice(start, starts[at + 1]).trim())
      .filter((sentence) => sentence !== '')
  })
}

/** French spaces its quotation marks, which would put the closing one into the next sentence; no place is moved. */
function withTightQuotes(paragraph: string): string {
  return paragraph.replaceAll(/\s»/g, '»»')
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
  if (/^\p{Ll}/u.test(after)) return true
  if (/[」』]$/.test(before) && /^\p{Script=Hiragana}/u.test(after)) return true
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
  const plain = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  return functionWordsOf(language).has(plain)
}

/** How often each term stands in a text, or how much it weighs. */
export type TermVector = ReadonlyMap<string, number>

/** The words of a text in lower case without accents, by the word breaks of its language (UAX 29). */
export function termsOf(text: string, language: string | null): string[] {
  return termSplitter(language)(text)
}

/** The same for many texts of one language. */
export function termSplitter(language: string | null): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(segmenterLocale(language), { granularity: 'word' })
  return (text) => {
    const terms: string[] = []
    for (const { segment, isWordLike } of segmenter.segment(text)) {
      if (isWordLike) terms.push(plainTerm(segment))
    }
    return terms
  }
}

function plainTerm(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
}

export function countTerms(terms: readonly string[]): TermVector {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** Inverse document frequency, `ln((1 + N) / (1 + df)) + 1`: a term that stands everywhere weighs 1. */
export function inverseFrequencies(documents: readonly TermVector[]): TermVector {
  const documentCounts = new Map<string, number>()
  for (const document of documents) {
    for (const term of document.keys()) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1)
  }
  return new Map(
    [...documentCounts].map(([term, count]) => [term, Math.log((1 + documents.length) / (1 + count)) + 1]),
  )
}

/** Counts times weights; terms without a weight are left out. */
export function weigh(counts: TermVector, weights: TermVector): TermVector {
  const weighed = new Map<string, number>()
  for (const [term, count] of counts) {
    const weight = weights.get(term)
    if (weight !== undefined) weighed.set(term, count * weight)
  }
  return weighed
}

/** Cosine of the angle between two vectors: 0 when they share no term, 1 when they are alike. */
export function cosine(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let product = 0
  for (const [term, value] of small) product += value * (large.get(term) ?? 0)
  return product === 0 ? 0 : product / (lengthOf(a) * lengthOf(b))
}

function lengthOf(vector: TermVector): number {
  let sum = 0
  for (const value of vector.values()) sum += value * value
  return Math.sqrt(sum)
}

/** The locale of `Intl.Segmenter` for a language; English when it is unknown or not supported. */
export function segmenterLocale(language: string | null): string {
  try {
    return Intl.Segmenter.supportedLocalesOf(language ?? 'en')[0] ?? 'en'
  } catch {
    return 'en'
  }
}

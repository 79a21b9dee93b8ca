import type { Signature } from './minhash.ts'
import { relatedTerms, type RelatedTerm } from './related-terms.ts'
import { inverseFrequencies, type TermVector } from './term-vectors.ts'

/** What the search for related articles must know of an article. */
export interface RelatedText {
  readonly id: number
  readonly url: string
  /** Names the source: two articles with the same one are from the same. */
  readonly source: string
  readonly title: string
  readonly dek: string | null
  /** Its first sentences. */
  readonly lead: string
  readonly language: string | null
  readonly effectiveAt: Date
  readonly wordCount: number
  readonly bodyHash: string | null
  readonly minhash: Signature | null
}

/** An article as the search compares it. */
export interface RelatedProfile {
  readonly article: RelatedText
  readonly titleTerms: readonly RelatedTerm[]
  readonly dekTerms: readonly RelatedTerm[]
  /** How often each term stands in title, lead and dek, those of the title counted three times. */
  readonly counts: TermVector
  /** Above 0 for terms that stand with a capital more than twice as often as without. */
  readonly capitals: TermVector
}

const titleFactor = 3

export function profileRelated(article: RelatedText): RelatedProfile {
  const { title, dek, lead, language } = article
  const titleTerms = relatedTerms(title, language)
  const dekTerms = relatedTerms(dek ?? '', language)
  const terms = [...titleTerms, ...dekTerms, ...relatedTerms(lead, language)]
  const inTitle = titleTerms.map(({ term }) => term)
  return {
    article,
    titleTerms,
    dekTerms,
    counts: sumOf([
      ...terms.map(({ term }) => [term, 1] as const),
      ...inTitle.map((term) => [term, titleFactor - 1] as const),
    ]),
    capitals: sumOf(terms.map(({ term, hasCapital }) => [term, capitalValue(hasCapital)])),
  }
}

function capitalValue(hasCapital: boolean | null): number {
  if (hasCapital === null) return 0
  return hasCapital ? 1 : -2
}

function sumOf(entries: Iterable<readonly [string, number]>): TermVector {
  const sums = new Map<string, number>()
  for (const [term, value] of entries) sums.set(term, (sums.get(term) ?? 0) + value)
  return sums
}

/** What is known of the words of an archive. */
export interface Vocabulary {
  /** The rarer a term, the more. */
  readonly weightOf: (term: string) => number
  /** Whether few articles hold it: the others find everything, and prove nothing. */
  readonly isTelling: (term: string) => boolean
  /** As the `capitals` of a profile, over the whole archive. */
  readonly capitals: TermVector
}

/** Of the articles: a term that more of them hold tells nothing. */
const commonShare = 0.05
/** In a small archive nothing is common. */
const commonArticles = 10

/** The words of some articles; one that none of them holds weighs most. */
export function vocabularyOf(profiles: readonly RelatedProfile[]): Vocabulary {
  const articles = profiles.length
  const frequencies = inverseFrequencies(profiles.map(({ counts }) => counts))
  const weightIn = (holders: number): number => Math.log((1 + articles) / (1 + holders)) + 1
  const weightOf = (term: string): number => frequencies.get(term) ?? weightIn(0)
  const leastWeight = weightIn(Math.max(commonArticles, commonShare * articles))
  return {
    weightOf,
    isTelling: (term) => weightOf(term) >= leastWeight,
    capitals: sumOf(profiles.flatMap(({ capitals }) => [...capitals])),
  }
}

const mostQueryTerms = 12
/** Searched for however common they are. */
const leastQueryTerms = 3

/**
 * The weightiest words of title and dek as a query for `to_tsquery('simple', …)` that any of them satisfies, whatever
 * the ending; each is quoted, so no word can act as an operator. Empty when there is none.
 */
export function searchQuery({ titleTerms, dekTerms }: RelatedProfile, vocabulary: Vocabulary): string {
  const prefixes = new Map([...titleTerms, ...dekTerms].map(({ term, prefix }) => [term, prefix]))
  const factors = sumOf([
    ...titleTerms.map(({ term }) => [term, titleFactor] as const),
    ...dekTerms.map(({ term }) => [term, 1] as const),
  ])
  const ordered = Array.from(factors, ([term, factor]) => ({
    term,
    weight: factor * vocabulary.weightOf(term),
  }))
    .toSorted((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .filter(({ term }, place) => place < leastQueryTerms || vocabulary.isTelling(term))
    .slice(0, mostQueryTerms)
  return [...new Set(ordered.map(({ term }) => prefixes.get(term) ?? term))].map(quotePrefix).join(' | ')
}

function quotePrefix(prefix: string): string {
  return `'${prefix.replaceAll("'", "''").replaceAll('\\', '\\\\')}':*`
}

import { countTerms, inverseFrequencies, termsOf, type TermVector } from '../articles/term-vectors.ts'
import { compareText, type ChoiceArticle } from './choice.ts'
import { toUnitVector, type UnitVector } from './unit-vector.ts'

/** An article as the comparison of stories sees it. The terms of its vectors are numbered from the rarest on. */
export interface Profile {
  readonly article: ChoiceArticle
  /** The primary subtag of RFC 5646 in lower case: `en` for `en-GB`, `und` when it is not known. */
  readonly language: string
  readonly title: UnitVector
  readonly titleTerms: readonly string[]
  /** Names and numbers. */
  readonly titleKeys: ReadonlySet<string>
  /** Title and lead. */
  readonly text: UnitVector
  readonly textKeys: ReadonlySet<string>
}

/** One profile an article, in their order; how rare a term is depends on all articles of the same language. */
export function profileArticles(articles: readonly ChoiceArticle[]): Profile[] {
  const byLanguage = Map.groupBy(articles, languageOf)
  const profiles = new Map<ChoiceArticle, Profile>()
  let firstNumber = 0
  for (const [language, group] of byLanguage) {
    const words = readWords(language, group)
    const vocabulary = numberTerms(countRarities(words), firstNumber)
    firstNumber += vocabulary.weights.length
    const isKey = keyTest(words)
    for (const one of words) profiles.set(one.article, { ...profileWords(one, vocabulary, isKey), language })
  }
  return articles.flatMap((article) => profiles.get(article) ?? [])
}

function languageOf({ language }: Pick<ChoiceArticle, 'language'>): string {
  return language?.split(/[-_]/)[0]?.toLowerCase() || 'und'
}

interface Token {
  readonly term: string
  readonly hasCapital: boolean
  /** The first word of a title or lead has a capital whatever it is. */
  readonly isFirst: boolean
}

interface Words {
  readonly article: ChoiceArticle
  readonly title: readonly Token[]
  readonly text: readonly Token[]
}

function readWords(language: string, articles: readonly ChoiceArticle[]): Words[] {
  return articles.map((article) => {
    const title = tokensOf(article.title, language)
    return { article, title, text: [...title, ...tokensOf(article.lead, language)] }
  })
}

function countRarities(words: readonly Words[]): TermVector {
  return inverseFrequencies(words.map(({ text }) => countTerms(text.map(({ term }) => term))))
}

function profileWords(
  { article, title, text }: Words,
  vocabulary: Vocabulary,
  isKey: (token: Token) => boolean,
): Omit<Profile, 'language'> {
  return {
    article,
    title: vectorOf(title, vocabulary),
    titleTerms: title.map(({ term }) => term),
    titleKeys: new Set(title.filter(isKey).map(({ term }) => term)),
    text: vectorOf(text, vocabulary),
    textKeys: new Set(text.filter(isKey).map(({ term }) => term)),
  }
}

const spacedWord = /[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** The segmenter is slow and its terms have lost their capitals: only scripts without spaces get it. */
function tokensOf(text: string, language: string): Token[] {
  const words = unspacedScript.test(text) ? termsOf(text, language) : (text.match(spacedWord) ?? [])
  return words.map((word, index) => toToken(word, index === 0))
}

function toToken(word: string, isFirst: boolean): Token {
  if (/^[a-z0-9]+$/.test(word)) return { term: word, hasCapital: false, isFirst }
  const term = word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // A name is the same in its possessive.
    .replace(/['’]s$/, '')
    .replaceAll('’', "'")
  return { term, hasCapital: /\p{Lu}/u.test(word), isFirst }
}

/** Numbers, and names: words that stand with a capital more than twice as often as without, title case or not. */
function keyTest(words: readonly Words[]): (token: Token) => boolean {
  const surplus = new Map<string, number>()
  for (const { text } of words) {
    for (const { term, hasCapital, isFirst } of text) {
      if (!hasCapital) surplus.set(term, (surplus.get(term) ?? 0) - 2)
      else if (!isFirst) surplus.set(term, (surplus.get(term) ?? 0) + 1)
    }
  }
  return ({ term, hasCapital }) => /\p{N}/u.test(term) || (hasCapital && (surplus.get(term) ?? 0) > 0)
}

/** Terms numbered from the rarest on, and what each weighs. */
interface Vocabulary {
  readonly numbers: ReadonlyMap<string, number>
  readonly weights: readonly number[]
  readonly firstNumber: number
}

function numberTerms(rarities: TermVector, firstNumber: number): Vocabulary {
  const ordered = [...rarities].toSorted(([a, inA], [b, inB]) => inB - inA || compareText(a, b))
  return {
    numbers: new Map(ordered.map(([term], index) => [term, firstNumber + index])),
    weights: ordered.map(([, rarity]) => rarity),
    firstNumber,
  }
}

function vectorOf(tokens: readonly Token[], { numbers, weights, firstNumber }: Vocabulary): UnitVector {
  const terms = tokens.map(({ term }) => numbers.get(term) ?? 0)
  return toUnitVector(terms, (term) => weights[term - firstNumber] ?? 0)
}

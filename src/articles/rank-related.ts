import { estimateJaccard } from './minhash.ts'
import type { RelatedProfile, RelatedText, Vocabulary } from './related-profile.ts'
import { cosine, countTerms, type TermVector } from './term-vectors.ts'

/** When an article counts as related, and how many are shown. */
export interface RelatedRules {
  /** Of title three times, dek and first sentences. */
  readonly leastCosine: number
  /** Different terms in common: one alone is as likely a word of two meanings as a subject. */
  readonly sharedTerms: number
  /** Of those that few articles hold, when there is no name among them: less is a turn of phrase. */
  readonly sharedTelling: number
  readonly halfLifeDays: number
  readonly otherSourceFactor: number
  readonly perSource: number
  readonly links: number
}

export const defaultRelatedRules: RelatedRules = {
  leastCosine: 0.2,
  sharedTerms: 2,
  sharedTelling: 4,
  halfLifeDays: 45,
  otherSourceFactor: 1.1,
  perSource: 1,
  links: 3,
}

/** What one ranking goes by: the words of the archive, and the instant from which ages count. */
export interface RelatedContext {
  readonly vocabulary: Vocabulary
  readonly now: Date
  readonly rules?: RelatedRules
}

export interface RankedRelated {
  readonly article: RelatedText
  readonly cosine: number
  /** Six places. */
  readonly score: number
}

/**
 * The articles that are related to one, best first, each of another story and none of them telling the same as one
 * before it. The order in which they are given makes no difference: ties go to the later one, then the smaller id.
 */
export function rankRelated(
  subject: RelatedProfile,
  candidates: readonly RelatedProfile[],
  { vocabulary, now, rules = defaultRelatedRules }: RelatedContext,
): RankedRelated[] {
  const own = toCompared(subject, vocabulary)
  const ranked = candidates
    .map((candidate) => toRanked(own, toCompared(candidate, vocabulary), { vocabulary, now, rules }))
    .filter((found) => found !== undefined)
    .toSorted(compareRanked)
  return spread(ranked, rules).map(({ compared, cosine, score }) => ({
    article: compared.article,
    cosine,
    score,
  }))
}

/** An article with its terms weighed. */
interface Compared {
  readonly article: RelatedText
  readonly headline: string
  readonly title: TermVector
  readonly titleTerms: ReadonlySet<string>
  readonly headlineTerms: ReadonlySet<string>
  readonly text: TermVector
  readonly capitals: TermVector
}

interface Ranked extends Omit<RankedRelated, 'article'> {
  readonly compared: Compared
}

function toCompared(profile: RelatedProfile, vocabulary: Vocabulary): Compared {
  const { article, titleTerms, dekTerms, counts } = profile
  const weighed = (vector: TermVector): TermVector =>
    new Map(Array.from(vector, ([term, count]) => [term, count * vocabulary.weightOf(term)]))
  const title = titleTerms.map(({ term }) => term)
  return {
    article,
    headline: article.title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
    title: weighed(countTerms(title)),
    titleTerms: new Set(title),
    headlineTerms: new Set([...title, ...dekTerms.map(({ term }) => term)]),
    text: weighed(counts),
    capitals: profile.capitals,
  }
}

const day = 86_400_000

function toRanked(
  own: Compared,
  compared: Compared,
  { vocabulary, now, rules }: Required<RelatedContext>,
): Ranked | undefined {
  if (own.article.language !== compared.article.language || tellSame(own, compared)) return undefined
  const likeness = cosine(own.text, compared.text)
  if (likeness < rules.leastCosine || !shareSubject(own, compared, { vocabulary, rules })) return undefined
  const age = Math.max(0, now.getTime() - compared.article.effectiveAt.getTime()) / day
  const factor = own.article.source === compared.article.source ? 1 : rules.otherSourceFactor
  const score = likeness * 0.5 ** (age / rules.halfLifeDays) * factor
  return { compared, cosine: likeness, score: Math.round(score * 1e6) / 1e6 }
}

/**
 * Like words are no like subject yet ("arrest warrant issued"): some of them must stand in the title of one and the
 * headline of the other, and one must be a name, or many be rare.
 */
function shareSubject(
  a: Compared,
  b: Compared,
  { vocabulary, rules }: Pick<Required<RelatedContext>, 'vocabulary' | 'rules'>,
): boolean {
  const shared = [...a.text.keys()].filter((term) => b.text.has(term))
  if (shared.length < rules.sharedTerms) return false
  const inHeadlines = shared.some(
    (term) =>
      (a.titleTerms.has(term) && b.headlineTerms.has(term)) ||
      (b.titleTerms.has(term) && a.headlineTerms.has(term)),
  )
  const telling = shared.filter((term) => vocabulary.isTelling(term))
  const isName = (term: string): boolean =>
    [vocabulary, a, b].reduce((sum, { capitals }) => sum + (capitals.get(term) ?? 0), 0) > 0
  return inHeadlines && (telling.length >= rules.sharedTelling || telling.some(isName))
}

const copyJaccard = 0.8
/** Below it a body says nothing: it is as likely a wall or a stub as an article. */
const bodyWords = 40
const copyCosine = 0.9
const storyDays = 3
const storyTitleCosine = 0.5
const storyTextCosine = 0.45

/** Copies of any age, and within three days reports of one event. A link too few is the smaller fault. */
function tellSame(a: Compared, b: Compared): boolean {
  if (a.article.id === b.article.id || a.article.url === b.article.url || a.headline === b.headline)
    return true
  if (haveSameBody(a.article, b.article)) return true
  const text = cosine(a.text, b.text)
  if (text >= copyCosine) return true
  if (Math.abs(a.article.effectiveAt.getTime() - b.article.effectiveAt.getTime()) > storyDays * day)
    return false
  return text >= storyTextCosine || cosine(a.title, b.title) >= storyTitleCosine
}

function haveSameBody(a: RelatedText, b: RelatedText): boolean {
  if (Math.min(a.wordCount, b.wordCount) < bodyWords) return false
  if (a.bodyHash !== null && a.bodyHash === b.bodyHash) return true
  return a.minhash !== null && b.minhash !== null && estimateJaccard(a.minhash, b.minhash) >= copyJaccard
}

function compareRanked(a: Ranked, b: Ranked): number {
  const [articleA, articleB] = [a.compared.article, b.compared.article]
  return (
    b.score - a.score ||
    articleB.effectiveAt.getTime() - articleA.effectiveAt.getTime() ||
    articleA.id - articleB.id
  )
}

/** The best of them, a source no more often than allowed, unless there is only one, and no story twice. */
function spread(ranked: readonly Ranked[], { perSource, links }: RelatedRules): Ranked[] {
  const sources = new Set(ranked.map(({ compared }) => compared.article.source))
  const most = sources.size === 1 ? links : perSource
  const picked: Ranked[] = []
  for (const candidate of ranked) {
    if (picked.length === links) break
    const { source } = candidate.compared.article
    const ofSource = picked.filter(({ compared }) => compared.article.source === source)
    if (ofSource.length >= most) continue
    if (picked.some(({ compared }) => tellSame(compared, candidate.compared))) continue
    picked.push(candidate)
  }
  return picked
}

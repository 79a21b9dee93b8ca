import type { Alias } from './articles.repository.ts'
import { compareTitles, numbersOf } from './compare-titles.ts'
import { estimateJaccard, type Signature } from './minhash.ts'

/** An item as far as it tells which article it is. */
export interface ItemTraits {
  readonly sourceId: number
  readonly key: string
  readonly guid: string | null
  readonly title: string
  readonly at: Date
  /** Signatures of its body and its summary, computed when they are asked for. */
  texts(): readonly Signature[]
}

/** An article that an item may be: it has the item's GUID, or is of the same source and has the same title. */
export interface Candidate {
  readonly id: number
  readonly title: string
  readonly at: Date
  texts(): readonly Signature[]
}

/** What is known of the names of an item. */
export interface ItemEvidence {
  /** The article of the item's address. */
  readonly byKey: number | undefined
  /** The article that the item's source last used the GUID for. */
  readonly byGuid: number | undefined
  /** Looked for when there is none of the address. */
  readonly candidates: readonly Candidate[]
  /** Articles that other items of the feed are: no two items are one article. */
  readonly claimed: ReadonlySet<number>
}

export type ItemIdentity =
  | {
      readonly kind: 'known'
      readonly articleId: number
      readonly reason: 'address' | 'guid' | 'title'
      readonly addAliases: readonly Alias[]
    }
  | {
      readonly kind: 'new'
      readonly reason: 'unknown' | 'guid_reused'
      readonly addAliases: readonly Alias[]
    }

const nearInTime = 48 * 3_600_000
const alikeTitle = 0.5
const alikeText = 0.8

/**
 * Which article an item is. Its address decides; a GUID is evidence, believed where title or text are alike; a title is
 * believed within 48 hours or with a like text. A GUID that a source uses anew names the new article from then on.
 */
export function identifyItem(item: ItemTraits, evidence: ItemEvidence): ItemIdentity {
  const { byKey, byGuid } = evidence
  const names = namesOf(item)
  const known = knownArticle(item, evidence)
  if (!known) {
    const reason = byGuid === undefined ? 'unknown' : 'guid_reused'
    return { kind: 'new', reason, addAliases: [names.key, ...names.guid] }
  }
  const addAliases = [
    ...(byKey === known.articleId ? [] : [names.key]),
    ...(byGuid === known.articleId ? [] : names.guid),
  ]
  return { kind: 'known', ...known, addAliases }
}

type Known = Pick<Extract<ItemIdentity, { kind: 'known' }>, 'articleId' | 'reason'>

function knownArticle(item: ItemTraits, { byKey, byGuid, ...evidence }: ItemEvidence): Known | undefined {
  if (byKey !== undefined) return { articleId: byKey, reason: 'address' }
  const free = evidence.candidates.filter(({ id }) => !evidence.claimed.has(id))
  const named = free.find(({ id }) => id === byGuid)
  if (named && isSameByGuid(item, named)) return { articleId: named.id, reason: 'guid' }
  const like = free
    .filter(({ title }) => title.toLowerCase() === item.title.toLowerCase())
    .toSorted((a, b) => distance(item, a) - distance(item, b))
    .find((candidate) => distance(item, candidate) <= nearInTime || hasLikeText(item, candidate))
  return like && { articleId: like.id, reason: 'title' }
}

function isSameByGuid(item: ItemTraits, article: Candidate): boolean {
  // Parts of a series have like titles, but each its number and its day.
  const isNextPart =
    numbersOf(item.title) !== numbersOf(article.title) && distance(item, article) > nearInTime
  const hasLikeTitle = compareTitles(item.title, article.title) >= alikeTitle
  return (hasLikeTitle && !isNextPart) || hasLikeText(item, article)
}

function distance(item: ItemTraits, article: Candidate): number {
  return Math.abs(item.at.getTime() - article.at.getTime())
}

function hasLikeText(item: ItemTraits, article: Candidate): boolean {
  const others = article.texts()
  return item.texts().some((text) => others.some((other) => estimateJaccard(text, other) >= alikeText))
}

function namesOf({ key, guid, sourceId }: ItemTraits): { key: Alias; guid: Alias[] } {
  return {
    key: { kind: 'canonical', scope: '', value: key },
    guid: guid === null ? [] : [{ kind: 'guid', scope: String(sourceId), value: guid }],
  }
}

import type { DatabaseTransaction } from '../db/database.ts'
import { identifyItem, type Candidate, type ItemIdentity, type ItemTraits } from './identify-item.ts'
import {
  findComparableArticles,
  findNameOwners,
  type ComparableArticle,
  type NameOwners,
} from './known-articles.repository.ts'
import { minhashOf, signatureFromBuffer, type Signature } from './minhash.ts'
import type { NamedItem } from './name-items.ts'
import type { FeedContext } from './new-feed-article.ts'
import { countWords } from './plain-text.ts'

const fewestWords = 12

export interface IdentifiedItem {
  readonly named: NamedItem
  readonly identity: ItemIdentity
}

/** Which articles the items of a feed are, found with one query for all names and one for all likenesses. */
export async function identifyItems(
  trx: DatabaseTransaction,
  { source, seenAt }: FeedContext,
  items: readonly NamedItem[],
): Promise<IdentifiedItem[]> {
  const owners = await findNameOwners(trx, {
    newsletterId: source.newsletter_id,
    sourceId: source.id,
    keys: items.map(({ key }) => key),
    guids: items.flatMap(({ guid }) => guid ?? []),
  })
  const compared = await findCompared(trx, { sourceId: source.id, owners }, items)
  const claimed = new Set<number>()
  return strongestFirst(items, owners).map((named) => {
    const [byKey, byGuid] = ownersOf(named, owners)
    const candidates = candidatesOf(named, compared, byGuid)
    const identity = identifyItem(traitsOf(named, source.id, seenAt), { byKey, byGuid, candidates, claimed })
    if (identity.kind === 'known') claimed.add(identity.articleId)
    return { named, identity }
  })
}

function ownersOf({ key, guid }: NamedItem, owners: NameOwners): [number | undefined, number | undefined] {
  return [owners.byKey.get(key), guid === null ? undefined : owners.byGuid.get(guid)]
}

/** Items that are known by their address claim their articles before those that only have a GUID, or neither. */
function strongestFirst(items: readonly NamedItem[], owners: NameOwners): NamedItem[] {
  const rankOf = (named: NamedItem) => {
    const [byKey, byGuid] = ownersOf(named, owners)
    return byKey === undefined ? (byGuid === undefined ? 2 : 1) : 0
  }
  return items.toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** Articles that items without a known address may be. */
interface Compared {
  readonly byId: ReadonlyMap<number, Candidate>
  readonly byTitle: ReadonlyMap<string, readonly Candidate[]>
}

/** Likeness is only asked of items whose address is not known: of most readings, none. */
async function findCompared(
  trx: DatabaseTransaction,
  { sourceId, owners }: { readonly sourceId: number; readonly owners: NameOwners },
  items: readonly NamedItem[],
): Promise<Compared> {
  const unknown = items.filter(({ key }) => !owners.byKey.has(key))
  const rows = await findComparableArticles(trx, {
    sourceId,
    titles: unknown.map(({ item }) => item.title).filter((title) => title !== ''),
    ids: unknown.flatMap(({ guid }) => owners.byGuid.get(guid ?? '') ?? []),
  })
  const candidates = rows.map(candidateOf)
  return {
    byId: new Map(candidates.map((candidate) => [candidate.id, candidate])),
    byTitle: Map.groupBy(candidates, ({ title }) => title.toLowerCase()),
  }
}

function candidatesOf({ item }: NamedItem, compared: Compared, byGuid: number | undefined): Candidate[] {
  const named = byGuid === undefined ? undefined : compared.byId.get(byGuid)
  const alike = compared.byTitle.get(item.title.toLowerCase()) ?? []
  return named ? [named, ...alike] : [...alike]
}

function traitsOf({ item, key, guid }: NamedItem, sourceId: number, seenAt: Date): ItemTraits {
  const texts = () => [signatureOf(item.contentText), signatureOf(item.summary)]
  return { sourceId, key, guid, title: item.title, at: item.publishedAt ?? seenAt, texts }
}

function candidateOf(row: ComparableArticle): Candidate {
  return {
    id: row.id,
    title: row.title,
    at: row.published_at ?? row.first_seen_at,
    texts: () => [signatureOf(row.body_text, row.minhash), signatureOf(row.dek)],
  }
}

/** A short text proves nothing: many summaries are the same line for each article. */
function signatureOf(text: string | null, known: Buffer | null = null): Signature {
  if (text === null || countWords(text) < fewestWords) return minhashOf('')
  return known === null ? minhashOf(text) : signatureFromBuffer(known)
}

import { canonicalKey } from './canonical-key.ts'
import type { FeedItem } from './feed-item.ts'

/** An item with the names that it can be found again by. */
export interface NamedItem {
  readonly item: FeedItem
  readonly url: string
  readonly key: string
  readonly guid: string | null
}

/**
 * Names the items of one feed, each address once; an item without an address is left out. A feed that gives one GUID to
 * several addresses does not know what a GUID is, so none of its GUIDs counts.
 */
export function nameItems(items: readonly FeedItem[]): NamedItem[] {
  const byKey = new Map<string, NamedItem>()
  for (const item of items) {
    if (item.url === null) continue
    const key = canonicalKey(item.url)
    if (!byKey.has(key)) byKey.set(key, { item, url: item.url, key, guid: item.guid })
  }
  const named = [...byKey.values()]
  return hasRepeatedGuid(named) ? named.map((one) => ({ ...one, guid: null })) : named
}

function hasRepeatedGuid(items: readonly NamedItem[]): boolean {
  const guids = items.map(({ guid }) => guid).filter((guid) => guid !== null)
  return new Set(guids).size < guids.length
}

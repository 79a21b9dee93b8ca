import type { Connection } from '../db/database.ts'
import type { Clock } from '../time.ts'
import type { ParsedFeed } from './parse-feed.ts'
import type { SourceRow } from './sources.repository.ts'
import { storeItem } from './store-item.ts'

/** Keeps the items of a feed as articles and returns how many were not known. */
export async function storeFeed(
  { db, now }: { readonly db: Connection; readonly now: Clock },
  source: SourceRow,
  feed: ParsedFeed,
): Promise<number> {
  let created = 0
  for (const item of feed.items) {
    if (await storeItem(db, { source, language: feed.language, seenAt: now() }, item)) created++
  }
  return created
}

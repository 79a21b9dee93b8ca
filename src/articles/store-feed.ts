import type { Database } from '../db/database.ts'
import type { Logger } from '../log.ts'
import type { Clock } from '../time.ts'
import { findTimeZone } from './known-articles.repository.ts'
import type { FeedContext } from './new-feed-article.ts'
import type { FeedItem, ParsedFeed } from './parse-feed.ts'
import type { SourceRow } from './sources.repository.ts'
import { storeItems } from './store-items.ts'

interface StoreNeeds {
  readonly db: Database
  readonly now: Clock
  readonly logger: Logger
}

const aMinute = 60_000
/** The last full week of any schedule began less than fourteen days ago; what is older, a new source had before us. */
const openMs = 14 * 86_400_000

/** Keeps the items of a feed as articles, all or none, and returns how many were not known. */
export async function storeFeed(needs: StoreNeeds, source: SourceRow, feed: ParsedFeed): Promise<number> {
  const { created, warnings } = await needs.db.transaction().execute(async (trx) => {
    const timeZone = await findTimeZone(trx, source.newsletter_id)
    const seenAt = needs.now()
    const context: FeedContext = {
      source,
      sourceId: source.id,
      language: feed.language,
      timeZone,
      seenAt,
      baselineBefore: source.baseline_at === null ? new Date(seenAt.getTime() - openMs) : null,
      tellsUpdates: tellsUpdates(feed.items),
    }
    return storeItems(trx, context, feed.items)
  })
  if (warnings.length > 0)
    needs.logger.warn({ source: source.id, url: source.url, warnings }, 'a feed is odd')
  return created
}

/** A feed whose items were all updated in one minute tells when it was built. */
function tellsUpdates(items: readonly FeedItem[]): boolean {
  const times = items.flatMap(({ updatedAt }) => updatedAt?.getTime() ?? [])
  return times.length < 3 || Math.max(...times) - Math.min(...times) > aMinute
}

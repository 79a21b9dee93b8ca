import { isDeepStrictEqual } from 'node:util'
import type { ArticleChange } from './articles.repository.ts'
import { dateItem } from './date-item.ts'
import type { FeedItem } from './feed-item.ts'
import type { KnownArticle } from './known-articles.repository.ts'
import { mergeDates } from './place-date.ts'
import { countWords } from './plain-text.ts'
import { unreadColumns } from './unread-columns.ts'

/** The reading that brought an item. */
export interface ItemContext {
  readonly sourceId: number
  readonly timeZone: string
  readonly seenAt: Date
  /** Whether the feed tells of each item when it was updated, and not of all when it was built. */
  readonly tellsUpdates: boolean
}

/**
 * What an item changes of an article that is known; null when nothing. The page goes before the feed, the earliest
 * known date stays, and nothing makes an article eligible that was not. Only the source that an article is from
 * tells its texts, so that two sources do not overwrite each other in turn.
 */
export function mergeItem(known: KnownArticle, item: FeedItem, context: ItemContext): ArticleChange | null {
  const isOwn = known.source_id === context.sourceId
  const { published } = dateItem(item, context)
  const told = {
    ...(published && mergeDates(known, published, context.timeZone)),
    ...(isOwn && known.read_at === null && toldTexts(known, item)),
    ...(isOwn && isUpdated(known, item, context) && { status: 'new' as const, read_attempts: 0 }),
  }
  if (isDeepStrictEqual({ ...known, ...told }, { ...known })) return null
  const hasNewBody = told.body_text !== undefined && told.body_text !== known.body_text
  return {
    ...told,
    ...(hasNewBody &&
      known.status === 'ready' &&
      unreadColumns({ ...known, body_text: told.body_text ?? '' })),
    revision: known.revision + 1,
  }
}

function toldTexts(known: KnownArticle, item: FeedItem) {
  return {
    title: item.title || known.title,
    dek: item.summary ?? known.dek,
    ...(item.contentText !== null &&
      item.contentText !== known.body_text && {
        body_text: item.contentText,
        word_count: countWords(item.contentText),
      }),
  }
}

/** What an issue carried is told; reading it again would serve nobody. */
function isUpdated(known: KnownArticle, { updatedAt }: FeedItem, context: ItemContext): boolean {
  if (!context.tellsUpdates || updatedAt === null || known.read_at === null) return false
  return (
    known.status === 'ready' && !known.carried && updatedAt > known.read_at && updatedAt <= context.seenAt
  )
}

import type { DatabaseTransaction } from '../db/database.ts'
import { insertArticles, updateArticleWhile, type NewArticle } from './articles.repository.ts'
import { dateItem } from './date-item.ts'
import { identifyItems, type IdentifiedItem } from './identify-items.ts'
import { isFlood } from './is-flood.ts'
import { claimAliases, findKnownArticles, type AliasOfArticle } from './known-articles.repository.ts'
import { mergeItem } from './merge-item.ts'
import { nameItems } from './name-items.ts'
import { newFeedArticle, type FeedContext } from './new-feed-article.ts'
import type { FeedItem } from './parse-feed.ts'
import { lockPushes } from './pushes.repository.ts'

/** What a reading changed, and what its operator should see. */
export interface StoredItems {
  readonly created: number
  readonly updated: number
  readonly warnings: readonly string[]
}

const rowsAtOnce = 100

/** Keeps the items of a feed as articles, each once whatever it is called; what changed nothing writes nothing. */
export async function storeItems(
  trx: DatabaseTransaction,
  context: FeedContext,
  items: readonly FeedItem[],
): Promise<StoredItems> {
  const newsletterId = context.source.newsletter_id
  await lockPushes(trx, newsletterId)
  const found = await identifyItems(trx, context, nameItems(items))
  const updated = await updateKnown(trx, context, found)
  const { ids, warnings } = await insertNew(trx, context, found)
  await claimAliases(trx, newsletterId, aliasesOf(found, ids))
  return { created: ids.size, updated, warnings }
}

async function updateKnown(
  trx: DatabaseTransaction,
  context: FeedContext,
  found: readonly IdentifiedItem[],
): Promise<number> {
  const told = new Map<number, FeedItem>()
  for (const { identity, named } of found)
    if (identity.kind === 'known' && !told.has(identity.articleId)) told.set(identity.articleId, named.item)
  const articles = await findKnownArticles(trx, [...told.keys()])
  let updated = 0
  for (const [id, item] of told) {
    const article = articles.get(id)
    const change = article && mergeItem(article, item, context)
    if (article && change && (await updateArticleWhile(trx, article, change))) updated++
  }
  return updated
}

async function insertNew(
  trx: DatabaseTransaction,
  context: FeedContext,
  found: readonly IdentifiedItem[],
): Promise<{ ids: Map<string, number>; warnings: string[] }> {
  const fresh = found.filter(({ identity }) => identity.kind === 'new').map(({ named }) => named)
  const isArchive = isFlood({
    itemCount: found.length,
    newDates: fresh.map(({ item }) => dateItem(item, context).published?.at ?? null),
    lastFetchedAt: context.source.baseline_at === null ? null : context.source.last_fetched_at,
  })
  const warnings = isArchive ? [floodWarning(fresh.length, found.length)] : []
  const rows = fresh.map((named): NewArticle => {
    const article = newFeedArticle(named, context)
    return isArchive
      ? { ...article, status: 'baseline', warnings: [...(article.warnings ?? []), ...warnings] }
      : article
  })
  const ids = new Map<string, number>()
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    for (const [key, id] of await insertArticles(trx, rows.slice(start, start + rowsAtOnce))) ids.set(key, id)
  return { ids, warnings }
}

function floodWarning(fresh: number, total: number): string {
  return (
    `${fresh} of the ${total} items of the feed were new, and all older than its last reading, as when a site moves: ` +
    'they were kept and are not sent. Pin those that are to be sent.'
  )
}

function aliasesOf(found: readonly IdentifiedItem[], ids: ReadonlyMap<string, number>): AliasOfArticle[] {
  return found.flatMap(({ named, identity }) => {
    const articleId = identity.kind === 'known' ? identity.articleId : ids.get(named.key)
    return articleId === undefined ? [] : identity.addAliases.map((alias) => ({ ...alias, articleId }))
  })
}

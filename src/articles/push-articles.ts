import type { DatabaseTransaction } from '../db/database.ts'
import { insertAliases, insertArticle, findArticleByAlias, updateArticle } from './articles.repository.ts'
import { canonicalKey } from './canonical-key.ts'
import { mergePush } from './merge-push.ts'
import { parsePush } from './parse-push.ts'
import { newPushedArticle, type PushContext } from './push-columns.ts'
import type { PushResult } from './push-result.ts'
import type { PushedArticle } from './pushed-article.ts'
import { lockArticle, lockPushes } from './pushes.repository.ts'

/**
 * Adds or updates articles as their publisher tells them, found again by the publisher's id or by their address. The
 * results stand in the order of the items; a bad item is rejected by itself, and the others are taken.
 */
export async function pushArticles(
  trx: DatabaseTransaction,
  context: PushContext,
  items: readonly unknown[],
): Promise<PushResult[]> {
  const parsed = items.map(parsePush)
  await lockPushes(trx, context.newsletterId)
  const results: PushResult[] = []
  for (const [index, push] of parsed.entries()) {
    results.push(
      push.article
        ? { index, externalId: push.article.externalId, ...(await storePush(trx, context, push.article)) }
        : { index, externalId: push.externalId, status: 'rejected', errors: push.errors },
    )
  }
  return results
}

type Stored = Pick<PushResult, 'status' | 'id' | 'url'>

async function storePush(
  trx: DatabaseTransaction,
  context: PushContext,
  pushed: PushedArticle,
): Promise<Stored> {
  const { newsletterId, timeZone } = context
  const aliases = [
    { kind: 'external' as const, scope: '', value: pushed.externalId },
    { kind: 'canonical' as const, scope: '', value: canonicalKey(pushed.url) },
  ]
  const known = await findArticleByAlias(trx, newsletterId, aliases)
  const { id, created } = known
    ? { ...known, created: false }
    : await insertArticle(trx, newPushedArticle(pushed, context))
  await insertAliases(trx, { id, newsletterId }, aliases)
  if (created) return { status: 'created', id, url: pushed.url }
  const change = mergePush(await lockArticle(trx, id), pushed, timeZone)
  if (change) await updateArticle(trx, id, change)
  return { status: change ? 'updated' : 'unchanged', id, url: pushed.url }
}

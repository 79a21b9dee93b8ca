import type { Connection } from '../db/database.ts'
import { insertAliases, updateArticleWhile, type ArticleRow } from './articles.repository.ts'
import { canonicalKey } from './canonical-key.ts'
import { findTwins, type TwinArticle } from './twin-articles.repository.ts'

/**
 * Keeps the canonical address of an article's page as a name of it. Where another article has that name, both are one
 * story: the newer one is dead from then on, unless an issue told it or an editor pinned it and not the older one.
 */
export async function mergeCanonical(
  db: Connection,
  article: Pick<ArticleRow, 'id' | 'newsletter_id'>,
  canonicalUrl: string,
): Promise<void> {
  const alias = { kind: 'canonical' as const, scope: '', value: canonicalKey(canonicalUrl) }
  await insertAliases(db, { id: article.id, newsletterId: article.newsletter_id }, [alias])
  const [keeper, copy] = (await findTwins(db, article, alias.value)).toSorted(byClaim)
  if (!keeper || !copy || copy.carried || copy.pinned) return
  if ([keeper, copy].some(({ status }) => status === 'dead')) return
  const warning = `Its page names the address of article ${keeper.id} (${keeper.url}) as its own: they are one article.`
  await updateArticleWhile(db, copy, {
    status: 'dead',
    revision: copy.revision + 1,
    warnings: [...copy.warnings, warning],
  })
}

function byClaim(a: TwinArticle, b: TwinArticle): number {
  return (
    Number(b.carried) - Number(a.carried) ||
    Number(b.pinned) - Number(a.pinned) ||
    a.first_seen_at.getTime() - b.first_seen_at.getTime() ||
    a.id - b.id
  )
}

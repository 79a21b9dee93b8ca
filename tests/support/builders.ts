import type { Database } from '../../src/db/database.ts'
import type { NewArticle } from '../../src/articles/articles.repository.ts'
import { insertArticle } from '../../src/articles/articles.repository.ts'

/** What a test says of an article; the rest is made up from the key. */
export interface ArticleTraits extends Partial<Omit<NewArticle, 'canonical_key' | 'effective_at'>> {
  readonly key: string
  readonly at: Date
}

/** Adds an article that is ready for an issue, first seen when it was published, and returns its id. */
export async function addArticle(db: Database, newsletterId: number, traits: ArticleTraits): Promise<number> {
  const { key, at, ...rest } = traits
  const { id } = await insertArticle(db, {
    newsletter_id: newsletterId,
    canonical_key: key,
    url: `https://sample.example/${encodeURIComponent(key)}`,
    title: `The story of ${key}`,
    dek: `What ${key} is about.`,
    site_name: 'Sample Post',
    published_at: at,
    published_precision: 'instant',
    first_seen_at: at,
    effective_at: at,
    word_count: 500,
    key_points: JSON.stringify([{ text: `${key} is told in one point.`, origin: 'publisher' }]),
    status: 'ready',
    ...rest,
  })
  return id
}

/** Adds one article for each key, an hour apart from each other. */
export async function addArticles(
  db: Database,
  newsletterId: number,
  traits: { readonly keys: readonly string[]; readonly from: Date },
): Promise<number[]> {
  const ids: number[] = []
  for (const [index, key] of traits.keys.entries()) {
    const at = new Date(traits.from.getTime() + index * 3_600_000)
    ids.push(await addArticle(db, newsletterId, { key, at }))
  }
  return ids
}

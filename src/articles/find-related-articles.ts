import type { Connection } from '../db/database.ts'
import type { StoredRelatedLink } from '../db/values.ts'
import { bodySentences } from './body-sentences.ts'
import { signatureFromBuffer } from './minhash.ts'
import { rankRelated } from './rank-related.ts'
import {
  findRelatedCandidates,
  listRelatedRows,
  sampleRelatedRows,
  type RelatedRow,
  type RelatedScope,
} from './related-candidates.repository.ts'
import {
  profileRelated,
  searchQuery,
  vocabularyOf,
  type RelatedProfile,
  type Vocabulary,
} from './related-profile.ts'

/** For which articles of a newsletter related ones are wanted, and which must not be among them. */
export interface RelatedOrder {
  readonly newsletterId: number
  readonly articleIds: readonly number[]
  /** Everything that the reader sees anyway: the other items of the issue and what is folded into them. */
  readonly excludeIds: readonly number[]
  /** Ages count from here, and later articles do not exist yet. */
  readonly now: Date
}

const archiveDays = 90
const day = 86_400_000

/**
 * Up to three links for each article to others of the newsletter: of the last 90 days, in the same language, of other
 * stories, one a source. Few or none where nothing is surely related; the same ledger always gives the same links.
 */
export async function findRelatedArticles(
  { db }: { readonly db: Connection },
  order: RelatedOrder,
): Promise<Map<number, StoredRelatedLink[]>> {
  const links = new Map(order.articleIds.map((id): [number, StoredRelatedLink[]] => [id, []]))
  const subjects = await listRelatedRows(db, [...links.keys()])
  for (const [language, rows] of Map.groupBy(subjects, (row) => row.language)) {
    for (const [id, found] of await findInLanguage(db, scopeOf(order), { language, rows }))
      links.set(id, found)
  }
  return links
}

function scopeOf({ newsletterId, articleIds, excludeIds, now }: RelatedOrder): RelatedScope {
  const from = new Date(now.getTime() - archiveDays * day)
  return { newsletterId, from, now, excludeIds: [...new Set([...articleIds, ...excludeIds])] }
}

interface Subjects {
  readonly language: string
  readonly rows: readonly RelatedRow[]
}

async function findInLanguage(
  db: Connection,
  scope: RelatedScope,
  { language, rows }: Subjects,
): Promise<[number, StoredRelatedLink[]][]> {
  const vocabulary = vocabularyOf((await sampleRelatedRows(db, scope, language)).map(profileRow))
  const subjects = rows.map(profileRow)
  const candidates = await findRelatedCandidates(
    db,
    scope,
    subjects.map((subject) => toSearch(subject, vocabulary)),
  )
  const found = await listRelatedRows(db, [...new Set([...candidates.values()].flat())])
  const rowsById = new Map(found.map((row) => [row.id, row]))
  const profiles = new Map(found.map((row) => [row.id, profileRow(row)]))
  return subjects.map((subject) => {
    const ids = candidates.get(subject.article.id) ?? []
    const pool = ids.flatMap((id) => profiles.get(id) ?? [])
    const ranked = rankRelated(subject, pool, { vocabulary, now: scope.now })
    return [subject.article.id, ranked.flatMap(({ article }) => rowsById.get(article.id) ?? []).map(toLink)]
  })
}

/** Trigrams of more than a long headline only cost time. */
const comparedTitle = 200

function toSearch(subject: RelatedProfile, vocabulary: Vocabulary) {
  const { id, language, title } = subject.article
  return {
    articleId: id,
    language: language ?? '',
    query: searchQuery(subject, vocabulary),
    title: title.slice(0, comparedTitle),
  }
}

const leadSentences = 3

function profileRow(row: RelatedRow): RelatedProfile {
  return profileRelated({
    id: row.id,
    url: row.url,
    source: row.source_id === null ? `site ${row.site_name}` : `source ${row.source_id}`,
    title: row.title,
    dek: row.dek,
    lead: bodySentences(row.body_start, row.language).slice(0, leadSentences).join(' '),
    language: row.language,
    effectiveAt: row.effective_at,
    wordCount: row.word_count,
    bodyHash: row.body_hash,
    minhash: row.minhash && signatureFromBuffer(row.minhash),
  })
}

const mostTags = 3

function toLink(row: RelatedRow): StoredRelatedLink {
  return {
    title: row.title,
    url: row.url,
    summary: row.dek,
    category: null,
    publishedAt: row.published_precision === 'none' ? null : (row.published_at?.toISOString() ?? null),
    tags: row.topics.slice(0, mostTags),
    origin: 'computed',
  }
}

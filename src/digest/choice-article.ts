import { signatureFromBuffer } from '../articles/minhash.ts'
import type { Candidate } from './candidates.repository.ts'
import type { ChoiceArticle } from './choice.ts'

/** A stored article as the choice sees it. */
export function choiceArticle(row: Candidate): ChoiceArticle {
  return {
    id: row.id,
    revision: row.revision,
    status: row.status,
    canonicalKey: row.canonical_key,
    bodyHash: row.body_hash,
    ...(row.minhash !== null && { minhash: signatureFromBuffer(row.minhash) }),
    storyId: null,
    sourceId: row.source_id,
    sourceName: row.source_title ?? row.site_name ?? '',
    sourceWeight: row.source_weight,
    title: row.title,
    dek: row.dek,
    lead: row.lead,
    language: row.language,
    publishedAt: row.published_at,
    effectiveAt: row.effective_at,
    firstSeenAt: row.first_seen_at,
    wordCount: row.word_count,
    hasImage: row.image_url !== null,
    hasAuthor: row.authors.length > 0,
    keyPointsOrigin: row.key_points[0]?.origin ?? null,
    topics: row.topics.map((topic) => topic.toLowerCase().trim()),
    access: row.access,
    articleType: row.article_type,
    signals: Object.keys(row.signals).length > 0 ? row.signals : null,
  }
}

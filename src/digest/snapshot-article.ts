import { canonicalKey } from '../articles/canonical-key.ts'
import type { CoveringArticle, ItemSnapshot, StoredRelatedLink } from '../db/values.ts'
import type { Candidate } from './candidates.repository.ts'
import { isMailImage } from './is-mail-image.ts'

/** Words a minute of an adult reader of English prose (Brysbaert 2019). */
const readingSpeed = 238

const mostKeyPoints = 4
const mostRelated = 3

/** What stands beside an article in an issue. */
interface Company {
  readonly alsoCovered: readonly CoveringArticle[]
  /** Computed links, for an article whose publisher wrote none. */
  readonly related: readonly StoredRelatedLink[]
}

/** An article as an issue shows it from now on. */
export function snapshotArticle(article: Candidate, company: Company): ItemSnapshot {
  const related = article.related.length > 0 ? article.related : company.related
  const covered = new Set(company.alsoCovered.map(({ url }) => canonicalKey(url)))
  return {
    title: article.title,
    topic: article.topics[0] ?? null,
    url: article.url,
    source: article.site_name,
    dek: article.dek,
    publishedAt:
      article.published_precision === 'none' ? null : (article.published_at?.toISOString() ?? null),
    minutes: article.word_count > 0 ? Math.ceil(article.word_count / readingSpeed) : null,
    image: imageOf(article),
    keyPoints: article.key_points.slice(0, mostKeyPoints),
    alsoCovered: company.alsoCovered,
    related: related.filter(({ url }) => !covered.has(canonicalKey(url))).slice(0, mostRelated),
  }
}

function imageOf({ image_url: url, image_alt: alt }: Candidate): ItemSnapshot['image'] {
  return url !== null && isMailImage(url) ? { url, alt: alt ?? '' } : null
}

import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { CreatedAt, Instant } from './column-types.ts'
import type {
  ArticleAccess,
  ArticleStatus,
  ArticleType,
  DatePrecision,
  SourceKind,
  SourceStatus,
  StoredKeyPoint,
  StoredRelatedLink,
} from './values.ts'

export interface SourceTable {
  id: Generated<number>
  newsletter_id: number
  kind: SourceKind
  url: string
  site_url: string | null
  title: string | null
  language: string | null
  poll_minutes: Generated<number>
  etag: string | null
  last_modified: string | null
  body_hash: string | null
  weight: Generated<number>
  topic_defaults: ColumnType<string[], string[] | undefined, string[]>
  status: Generated<SourceStatus>
  fail_count: Generated<number>
  last_error: string | null
  last_fetched_at: Date | null
  next_poll_at: CreatedAt
  baseline_at: Date | null
  failing_since: Date | null
  permanent_url: string | null
  permanent_count: Generated<number>
  permanent_since: Date | null
  url_history: ColumnType<string[], string[] | undefined, string[]>
  created_at: CreatedAt
}

export interface ArticleTable {
  id: Generated<number>
  newsletter_id: number
  source_id: number | null
  canonical_key: string
  url: string
  title: string
  dek: string | null
  authors: ColumnType<string[], string[] | undefined, string[]>
  language: string | null
  site_name: string | null
  origin_url: string | null
  access: Generated<ArticleAccess>
  article_type: Generated<ArticleType>
  published_at: Date | null
  published_precision: DatePrecision
  first_seen_at: Instant
  effective_at: Instant
  body_text: Generated<string>
  word_count: Generated<number>
  image_url: string | null
  image_alt: string | null
  topics: ColumnType<string[], string[] | undefined, string[]>
  key_points: JSONColumnType<StoredKeyPoint[], string | undefined>
  related: JSONColumnType<StoredRelatedLink[], string | undefined>
  warnings: ColumnType<string[], string[] | undefined, string[]>
  signals: JSONColumnType<Record<string, number>, string | undefined>
  content_hash: string | null
  body_hash: string | null
  minhash: Buffer | null
  revision: Generated<number>
  status: Generated<ArticleStatus>
  read_attempts: Generated<number>
  read_at: Date | null
}

/** Other names under which an article is known: guid, url, canonical, external. */
export interface ArticleAliasTable {
  newsletter_id: number
  kind: 'guid' | 'url' | 'canonical' | 'external'
  scope: string
  value: string
  article_id: number
}

/** What an editor decided about an article: where it stands, or that it does not. */
export interface DecisionTable {
  newsletter_id: number
  article_id: number
  action: 'pin' | 'hide'
  position: number | null
  decided_by: string
  decided_at: CreatedAt
}

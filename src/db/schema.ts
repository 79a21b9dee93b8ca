import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { ArticleAliasTable, ArticleTable, DecisionTable, SourceTable } from './article-tables.ts'
import type { CreatedAt, Instant } from './column-types.ts'
import type { ChunkTable, DeliveryRetryTable, DeliveryTable } from './delivery-tables.ts'
import type {
  NoticeTable,
  SignupTable,
  SubscriberEventTable,
  SubscriberTable,
  SubscriptionTable,
  SuppressionTable,
} from './subscriber-tables.ts'
import type {
  DeliveryCounts,
  Exclusion,
  IssueStatus,
  ItemSnapshot,
  ThinPolicy,
  UnknownPolicy,
} from './values.ts'

/** Every table of the ledger on one page; the migrations make it so. */
export interface Tables {
  newsletter: NewsletterTable
  source: SourceTable
  article: ArticleTable
  article_alias: ArticleAliasTable
  decision: DecisionTable
  slot: SlotTable
  issue: IssueTable
  issue_item: IssueItemTable
  issue_choice: IssueChoiceTable
  carried_article: CarriedArticleTable
  subscriber: SubscriberTable
  subscription: SubscriptionTable
  subscriber_event: SubscriberEventTable
  signup: SignupTable
  notice: NoticeTable
  suppression: SuppressionTable
  delivery: DeliveryTable
  delivery_retry: DeliveryRetryTable
  chunk: ChunkTable
  api_token: ApiTokenTable
  idempotent_request: IdempotentRequestTable
  audit: AuditTable
}

/** A publication's promise to its readers: who writes, when, and within which limits. */
interface NewsletterTable {
  id: Generated<number>
  slug: string
  name: string
  mail_from: string
  reply_to: string | null
  site_url: string
  postal_address: string
  locale: string
  time_zone: string
  weekday: number
  send_time: string
  lead_minutes: Generated<number>
  late_within_hours: Generated<number>
  max_items: Generated<number>
  min_items: Generated<number>
  thin_policy: Generated<ThinPolicy>
  grace_days: Generated<number>
  memory_weeks: Generated<number>
  unknown_policy: Generated<UnknownPolicy>
  theme: JSONColumnType<Record<string, unknown>, string | undefined>
  confirm_from: string | null
  bounce_address: string | null
  /** Days after which the rows of a finished issue go and its totals stay. */
  retention_days: Generated<number>
  /** Whether readers get it at their own hour. */
  local_time: Generated<boolean>
  /** The date, such as 2026-11-30, from which a new sending address is warmed up. */
  warm_up_from: string | null
  enabled: Generated<boolean>
  created_at: CreatedAt
}

/** A promised issue before it exists: when its week is told and by when it is built. */
interface SlotTable {
  newsletter_id: number
  slot_key: string
  due_at: Instant
  window_start: Instant
  window_end: Instant
  status: Generated<'open' | 'taken'>
  /** Why its issue waits for an operator. */
  hold_reason: string | null
}

interface IssueTable {
  id: Generated<number>
  newsletter_id: number
  slot_key: string
  slug: string
  number: number | null
  window_start: Instant
  window_end: Instant
  send_at: Date | null
  status: Generated<IssueStatus>
  reason: string | null
  subject: string | null
  preheader: string | null
  note: string | null
  input_hash: string | null
  html: string | null
  text: string | null
  slot_prefix: string
  message_seed: ColumnType<Buffer, Buffer, never>
  content_hash: string | null
  unknown_policy: UnknownPolicy | null
  audience: number | null
  /** Who subscribes but does not get it, counted by reason. */
  exclusions: JSONColumnType<Partial<Record<Exclusion, number>>> | null
  /** The last count of its recipients by state, once their rows are gone. */
  totals: JSONColumnType<DeliveryCounts> | null
  created_at: CreatedAt
  frozen_at: Date | null
  done_at: Date | null
}

interface IssueItemTable {
  issue_id: number
  position: number
  article_id: number
  section: 'lead' | 'top' | 'brief'
  reason: string
  score: number | null
  breakdown: JSONColumnType<Record<string, number>> | null
  snapshot: JSONColumnType<ItemSnapshot>
}

/** Why each article of the week is in the issue or not, as the choice said when it was made. */
interface IssueChoiceTable {
  issue_id: number
  article_id: number
  verdict: 'in' | 'folded' | 'out'
  reason: string
  detail: string
  folded_into: number | null
  score: number | null
}

/** Articles that a frozen issue carries: the key makes a second time impossible. */
interface CarriedArticleTable {
  newsletter_id: number
  article_id: number
  issue_id: number
}

/** A bearer token of the API; only its SHA-256 is kept. */
interface ApiTokenTable {
  id: Generated<number>
  name: string
  token_hash: Buffer
  scopes: string[]
  created_at: CreatedAt
  last_used_at: Date | null
  revoked_at: Date | null
}

/** The answer to a request with an Idempotency-Key, given again when it is repeated. */
interface IdempotentRequestTable {
  token_id: number
  key: string
  request_hash: Buffer
  status: number
  response: JSONColumnType<Record<string, unknown>>
  created_at: CreatedAt
}

interface AuditTable {
  id: Generated<number>
  at: CreatedAt
  actor: string
  action: string
  subject: string
  detail: JSONColumnType<Record<string, unknown>, string | undefined>
}

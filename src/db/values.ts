export type ThinPolicy = 'short' | 'skip' | 'hold'

export type UnknownPolicy = 'resend' | 'leave'

export type SourceKind = 'rss' | 'atom' | 'rdf' | 'jsonfeed' | 'sitemap' | 'html' | 'api'

export type SourceStatus = 'active' | 'paused' | 'gone' | 'error'

export type Origin = 'editor' | 'push' | 'publisher' | 'computed'

export type DatePrecision = 'instant' | 'day' | 'none'

export type ArticleAccess = 'free' | 'paywall' | 'unknown'

export type ArticleType = 'news' | 'blog' | 'live' | 'roundup' | 'sponsored'

export type ArticleStatus = 'new' | 'ready' | 'baseline' | 'hidden' | 'dead'

export type SubscriptionStatus = 'pending' | 'active' | 'unsubscribed' | 'paused'

/** How often a reader wants the letter. */
export type Frequency = 'weekly' | 'monthly'

/** A mail to one reader that is no issue. */
export const noticeKinds = ['confirm', 'welcome', 'preferences'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export type SubscriberEventKind =
  | 'requested'
  | 'confirmed'
  | 'imported'
  | 'added'
  | 'changed'
  | 'paused'
  | 'resumed'
  | 'unsubscribed'
  | 'resubscribed'
  | 'suppressed'
  | 'unsuppressed'

export type IssueStatus =
  | 'draft'
  | 'frozen'
  | 'sending'
  | 'settling'
  | 'done'
  | 'held'
  | 'cancelled'
  | 'skipped'

export type DeliveryState =
  | 'pending'
  | 'attempted'
  | 'accepted'
  | 'rejected'
  | 'deferred'
  | 'unknown'
  | 'skipped'
  | 'expired'

/** How many recipients are in which state. */
export type DeliveryCounts = Readonly<Partial<Record<DeliveryState, number>>>

/** Why someone who subscribes does not get an issue. */
export type Exclusion =
  | 'pending'
  | 'unsubscribed'
  | 'paused'
  | 'bounced'
  | 'complained'
  | 'suppressed'
  | 'monthly'

export interface StoredKeyPoint {
  readonly text: string
  readonly origin: Origin
}

export interface StoredRelatedLink {
  readonly title: string
  readonly url: string
  readonly summary: string | null
  readonly category: string | null
  readonly publishedAt: string | null
  readonly tags: readonly string[]
  readonly origin: Origin
}

/** Another article that tells the story of an item. */
export interface CoveringArticle {
  readonly title: string
  readonly url: string
  readonly source: string | null
}

/** An article as the issue shows it; a later change of the article does not reach it. */
export interface ItemSnapshot {
  readonly title: string
  /** The first topic of the article; older issues kept none. */
  readonly topic?: string | null
  readonly url: string
  readonly source: string | null
  readonly dek: string | null
  readonly publishedAt: string | null
  readonly minutes: number | null
  readonly image: { readonly url: string; readonly alt: string } | null
  readonly keyPoints: readonly StoredKeyPoint[]
  /** Other articles of the week that tell the same story. */
  readonly alsoCovered: readonly CoveringArticle[]
  readonly related: readonly StoredRelatedLink[]
}

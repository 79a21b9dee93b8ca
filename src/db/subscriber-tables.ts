import type { Generated, JSONColumnType } from 'kysely'
import type { CreatedAt, Instant } from './column-types.ts'
import type { Frequency, NoticeKind, SubscriberEventKind, SubscriptionStatus } from './values.ts'

export interface SubscriberTable {
  id: Generated<number>
  email: string
  email_key: string
  address_hmac: Buffer
  name: string | null
  locale: string | null
  time_zone: string | null
  status: Generated<'active' | 'bounced' | 'complained'>
  created_at: CreatedAt
}

export interface SubscriptionTable {
  subscriber_id: number
  newsletter_id: number
  status: SubscriptionStatus
  consent_text: string
  consent_source: string
  consent_ip: string | null
  consent_at: Instant
  confirmed_at: Date | null
  unsubscribed_at: Date | null
  topics: Generated<string[]>
  frequency: Generated<Frequency>
  send_hour: number | null
  paused_until: Date | null
  confirm_sent_at: Date | null
  leave_reason: string | null
}

/** One step in the history of a subscriber: consent, changes, leaving. */
export interface SubscriberEventTable {
  id: Generated<number>
  subscriber_id: number
  newsletter_id: number
  at: Instant
  kind: SubscriberEventKind
  source: string
  detail: JSONColumnType<Record<string, unknown>, string | undefined>
}

/** A sign-up as it was sent, until a worker has looked at it. */
export interface SignupTable {
  id: Generated<number>
  newsletter_id: number
  email: string
  name: string | null
  locale: string
  consent_text: string
  consent_source: string
  ip: string
  at: Instant
}

/** A mail that a reader's own act asks for: done when the mail server has answered for it. */
export interface NoticeTable {
  subscriber_id: number
  newsletter_id: number
  kind: NoticeKind
  requested_at: Instant
  claimed_at: Date | null
  done_at: Date | null
}

/** HMAC of an address that must get no mail, whoever asks for it. */
export interface SuppressionTable {
  address_hmac: Buffer
  reason: 'bounce' | 'complaint' | 'unsubscribe' | 'operator' | 'erasure'
  source: string
  created_at: CreatedAt
}

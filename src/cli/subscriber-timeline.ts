import type { SubscriptionRow } from '../subscribers/subscribers.repository.ts'

/** One thing that happened to a subscriber. */
export interface TimelineEvent {
  readonly at: Date
  readonly event: 'subscribed' | 'unsubscribed'
  readonly detail: string | null
}

/** What happened to a subscriber, in order of time. */
export function subscriberTimeline(row: SubscriptionRow): TimelineEvent[] {
  const { consentAt, consentSource, consentText, unsubscribedAt } = row
  const events: TimelineEvent[] = [
    { at: consentAt, event: 'subscribed', detail: `${consentText} (${consentSource})` },
  ]
  if (unsubscribedAt) events.push({ at: unsubscribedAt, event: 'unsubscribed', detail: null })
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

import type { SubscriptionStatus } from '../db/values.ts'

/** Where a person stands, in one word. */
export type ShownStatus = SubscriptionStatus | 'bounced' | 'complained'

/** Who has left has left, whatever became of the address; a dead address outweighs the other states. */
export function shownStatus(
  subscription: SubscriptionStatus,
  person: 'active' | 'bounced' | 'complained',
): ShownStatus {
  return subscription === 'unsubscribed' || person === 'active' ? subscription : person
}

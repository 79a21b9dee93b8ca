import type { z } from 'zod'
import type { SubscriberView } from '../subscribers/show-subscriber.ts'
import type { subscriber } from './subscriber-schemas.ts'

/** A subscriber as JSON tells one: instants in ISO 8601. */
export function subscriberBody(view: SubscriberView): z.input<typeof subscriber> {
  return {
    ...view,
    pausedUntil: view.pausedUntil?.toISOString() ?? null,
    consentAt: view.consentAt.toISOString(),
    confirmedAt: view.confirmedAt?.toISOString() ?? null,
    unsubscribedAt: view.unsubscribedAt?.toISOString() ?? null,
  }
}

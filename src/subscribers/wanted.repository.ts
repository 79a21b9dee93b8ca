import { sql, type RawBuilder } from 'kysely'

/**
 * Whether a `subscription` takes mail at an instant: it is active, or its pause is over. A pause ends by itself, so
 * every statement that asks who gets mail asks this.
 */
export function isSubscribed(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(subscription.status = 'active'
    OR (subscription.status = 'paused' AND coalesce(subscription.paused_until <= ${now}, false)))`
}

import type { Connection } from '../database.ts'
import { firstIssue } from './0001-first-issue.ts'
import { trueArticles } from './0002-true-articles.ts'
import { theLetter } from './0003-the-letter.ts'
import { subscriberChoices } from './0004-subscriber-choices.ts'
import { delivery } from './0005-delivery.ts'
import { signUp } from './0006-sign-up.ts'
import { sendingRate } from './0007-sending-rate.ts'
import { heldSlots } from './0010-held-slots.ts'
import { historyOfSubscription } from './0011-history-of-subscription.ts'

export interface Migration {
  readonly name: string
  readonly up: (db: Connection) => Promise<void>
}

/** Every migration in the order in which it runs; a name that has landed never changes. */
export const migrations: readonly Migration[] = [
  { name: '0001-first-issue', up: firstIssue },
  { name: '0002-true-articles', up: trueArticles },
  { name: '0003-the-letter', up: theLetter },
  { name: '0004-subscriber-choices', up: subscriberChoices },
  { name: '0005-delivery', up: delivery },
  { name: '0006-sign-up', up: signUp },
  { name: '0007-sending-rate', up: sendingRate },
  { name: '0010-held-slots', up: heldSlots },
  { name: '0011-history-of-subscription', up: historyOfSubscription },
]

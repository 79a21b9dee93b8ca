import type { SubscriptionStatus } from '../db/values.ts'

/** What a line says of a person: the state of the subscription, and whether the address takes mail. */
export interface ImportedStatus {
  readonly subscription: SubscriptionStatus
  readonly person: 'active' | 'bounced' | 'complained'
}

const words: Readonly<Record<string, ImportedStatus>> = {
  ...known('active', ['active', 'subscribed', 'confirmed', 'enabled']),
  ...known('pending', ['pending', 'unconfirmed']),
  ...known('unsubscribed', ['unsubscribed', 'opted_out', 'opt_out', 'cancelled', 'canceled', 'disabled']),
  ...known('paused', ['paused']),
  bounced: { subscription: 'active', person: 'bounced' },
  cleaned: { subscription: 'active', person: 'bounced' },
  complained: { subscription: 'active', person: 'complained' },
  spam: { subscription: 'active', person: 'complained' },
}

function known(
  subscription: SubscriptionStatus,
  names: readonly string[],
): Readonly<Record<string, ImportedStatus>> {
  return Object.fromEntries(names.map((name) => [name, { subscription, person: 'active' } as const]))
}

/** The status that a word of this or another system stands for; undefined when nobody knows it. */
export function readStatusWord(word: string): ImportedStatus | undefined {
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return Object.hasOwn(words, name) ? words[name] : undefined
}

import type { SuppressionRow } from './suppressions.repository.ts'

/** Why an operator may say that an address is suppressed. */
export const givenReasons = ['operator', 'bounce', 'complaint', 'unsubscribe'] as const

const shownBytes = 6

/** A suppression as an operator sees one: of the address only the beginning of its fingerprint. */
export function suppressionView({ address_hmac, reason, source, created_at }: SuppressionRow) {
  return { fingerprint: address_hmac.toString('hex', 0, shownBytes), reason, source, at: created_at }
}

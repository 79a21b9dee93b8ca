import { timingSafeEqual } from 'node:crypto'
import { macOf, signingKey, type KeyRing } from '../key-ring.ts'

const purposes = { confirm: 'c', unsubscribe: 'u', preferences: 'p', view: 'v' } as const

export type TokenPurpose = keyof typeof purposes

/** Whom a token speaks for. */
export interface TokenSubject {
  readonly subscriberId: number
  readonly newsletterId: number
}

const macBytes = 18

/** `purpose.subscriber.newsletter.key.MAC`: 144 bits of HMAC-SHA-256 in base64url, safe in a URL. */
export function signToken(ring: KeyRing, purpose: TokenPurpose, subject: TokenSubject): string {
  const key = signingKey(ring)
  const body = [
    purposes[purpose],
    subject.subscriberId.toString(36),
    subject.newsletterId.toString(36),
    key.id,
  ].join('.')
  return `${body}.${macOf(key, 'token', body).subarray(0, macBytes).toString('base64url')}`
}

/** Whom a token speaks for, or undefined when it is forged, damaged or made for another purpose. */
export function readToken(ring: KeyRing, purpose: TokenPurpose, token: string): TokenSubject | undefined {
  if (token.length > 128) return undefined
  const [letter = '', subscriber = '', newsletter = '', keyId = '', mac = '', ...rest] = token.split('.')
  const key = ring.find((candidate) => candidate.id === keyId)
  if (!key || rest.length > 0) return undefined
  const expected = macOf(key, 'token', [letter, subscriber, newsletter, keyId].join('.')).subarray(
    0,
    macBytes,
  )
  const given = Buffer.from(mac, 'base64url')
  // The text is compared too: base64 has several spellings of the same bytes.
  const holds =
    given.length === macBytes && timingSafeEqual(given, expected) && given.toString('base64url') === mac
  if (!holds || letter !== purposes[purpose]) return undefined
  return { subscriberId: Number.parseInt(subscriber, 36), newsletterId: Number.parseInt(newsletter, 36) }
}

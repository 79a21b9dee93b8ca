import { timingSafeEqual } from 'node:crypto'
import { macOf, signingKey, type KeyRing } from '../key-ring.ts'

const purposes = { confirm: 'c', unsubscribe: 'u', preferences: 'p', view: 'v' } as const

export type TokenPurpose = keyof typeof purposes

/** Whom a token speaks for. */
export interface TokenSubject {
  readonly subscriberId: number
  readonly newsletterId: number
}

/** What a token says; one that ages carries the second in which it was made. */
export interface TokenClaim extends TokenSubject {
  readonly issuedAt?: Date
}

const macBytes = 18
const longestToken = 128

/** `purpose.subscriber.newsletter.key[.second].MAC`: 144 bits of HMAC-SHA-256 in base64url, safe in a URL. */
export function signToken(ring: KeyRing, purpose: TokenPurpose, claim: TokenClaim): string {
  const key = signingKey(ring)
  const { subscriberId, newsletterId, issuedAt } = claim
  const numbers = [subscriberId, newsletterId].map((number) => number.toString(36))
  const second = issuedAt ? [Math.floor(issuedAt.getTime() / 1000).toString(36)] : []
  const body = [purposes[purpose], ...numbers, key.id, ...second].join('.')
  return `${body}.${tokenMac(ring, key.id, body).toString('base64url')}`
}

/** What a token says, or undefined when it is forged, damaged or made for another purpose. */
export function readToken(ring: KeyRing, purpose: TokenPurpose, token: string): TokenClaim | undefined {
  if (token.length > longestToken || ring.length === 0) return undefined
  const end = Math.max(token.lastIndexOf('.'), 0)
  const [body, mac] = [token.slice(0, end), token.slice(end + 1)]
  const [letter, subscriber = '', newsletter = '', keyId = '', second, ...rest] = body.split('.')
  const expected = tokenMac(ring, keyId, body)
  const given = Buffer.from(mac, 'base64url')
  // The text is compared too: base64 has several spellings of the same bytes.
  const holds =
    given.length === macBytes && timingSafeEqual(given, expected) && given.toString('base64url') === mac
  const isKnownKey = ring.some((key) => key.id === keyId)
  if (!holds || !isKnownKey || rest.length > 0 || letter !== purposes[purpose]) return undefined
  const subject = {
    subscriberId: Number.parseInt(subscriber, 36),
    newsletterId: Number.parseInt(newsletter, 36),
  }
  return second === undefined
    ? subject
    : { ...subject, issuedAt: new Date(Number.parseInt(second, 36) * 1000) }
}

/** An unknown key costs the same work as a known one, so that the time of a refusal tells nothing. */
function tokenMac(ring: KeyRing, keyId: string, body: string): Buffer {
  const key = ring.find((candidate) => candidate.id === keyId) ?? signingKey(ring)
  return macOf(key, 'token', body).subarray(0, macBytes)
}

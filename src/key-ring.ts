import { createHmac, createSecretKey, type Hmac, type KeyObject } from 'node:crypto'

/** One HMAC key of a ring. */
export interface SecretKey {
  readonly id: string
  readonly key: Buffer
}

/** Keys from newest to oldest: the first signs, all of them verify, the last one names suppressed addresses. */
export type KeyRing = readonly SecretKey[]

/** HMAC-SHA-256 under a key, for one purpose only: the purpose is part of what is signed. */
export function macOf(key: SecretKey, purpose: string, text: string): Buffer {
  return hmacOf(key, purpose, text).digest()
}

/** The same in hexadecimal, which takes half the time. */
export function macHexOf(key: SecretKey, purpose: string, text: string): string {
  return hmacOf(key, purpose, text).digest('hex')
}

function hmacOf({ key }: SecretKey, purpose: string, text: string): Hmac {
  return createHmac('sha256', preparedKey(key)).update(`${purpose}\0${text}`)
}

const preparedKeys = new WeakMap<Buffer, KeyObject>()

/** A key as HMAC wants it. Preparing takes five times as long as a MAC, so each Buffer, which may not change, is prepared once. */
export function preparedKey(key: Buffer): KeyObject {
  const known = preparedKeys.get(key)
  if (known) return known
  const prepared = createSecretKey(key)
  preparedKeys.set(key, prepared)
  return prepared
}

/** The key that signs now. */
export function signingKey(ring: KeyRing): SecretKey {
  return keyAt(ring, 0)
}

/** The key that was there first: what it names stays findable after every rotation. */
export function oldestKey(ring: KeyRing): SecretKey {
  return keyAt(ring, ring.length - 1)
}

function keyAt(ring: KeyRing, index: number): SecretKey {
  const key = ring[index]
  if (!key) throw new TypeError('the key ring is empty')
  return key
}

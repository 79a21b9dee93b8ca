import { timingSafeEqual } from 'node:crypto'
import { macOf, signingKey, type KeyRing, type SecretKey } from '../key-ring.ts'
import { base32 } from './base32.ts'
import { writeAddress } from './mailbox.ts'

/** One recipient of one issue. */
export interface DeliveryName {
  readonly issueId: number
  readonly subscriberId: number
}

/** RFC 5321 4.5.3.1.1. */
const longestLocal = 64
const macBytes = 10

/**
 * The return path of one delivery: `local+issue-subscriber-key-MAC@domain`, with 80 bits of HMAC-SHA-256 and nothing
 * that a server which folds case could break. A local part that leaves no room for it stays as it is.
 */
export function bounceAddress(ring: KeyRing, base: string, delivery: DeliveryName): string {
  const at = base.lastIndexOf('@')
  const key = signingKey(ring)
  const name = nameOf(key, delivery)
  const local = `${base.slice(0, at)}+${name}-${tokenMac(key, name)}`
  return writeAddress(Buffer.byteLength(local) > longestLocal ? base : `${local}${base.slice(at)}`)
}

/** Whose delivery a return path is of, or undefined when it is none of ours, forged or damaged. */
export function readBounceAddress(ring: KeyRing, address: string): DeliveryName | undefined {
  if (address.length > 320) return undefined
  const token = /\+([0-9a-z]+-[0-9a-z]+-[0-9a-z]+)-([0-9a-v]{16})@[^@]*$/i.exec(address.toLowerCase())
  const [, name = '', mac = ''] = token ?? []
  const [issue = '', subscriber = '', keyId = ''] = name.split('-')
  const holds = ring.some((key) => key.id.toLowerCase() === keyId && isSame(tokenMac(key, name), mac))
  if (!holds) return undefined
  return { issueId: Number.parseInt(issue, 36), subscriberId: Number.parseInt(subscriber, 36) }
}

function nameOf(key: SecretKey, { issueId, subscriberId }: DeliveryName): string {
  return `${issueId.toString(36)}-${subscriberId.toString(36)}-${key.id.toLowerCase()}`
}

function tokenMac(key: SecretKey, name: string): string {
  return base32(macOf(key, 'bounce', name).subarray(0, macBytes))
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

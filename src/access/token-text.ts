import { createHash, randomBytes } from 'node:crypto'

const prefix = 'recap_'
const secretBytes = 32

/** A fresh token: 256 random bits in base64url behind a prefix by which secret scanners know it. */
export function newTokenText(): string {
  return prefix + randomBytes(secretBytes).toString('base64url')
}

/** SHA-256 of a token, all that is kept of it; undefined for a text that can be no token. */
export function hashToken(text: string): Buffer | undefined {
  if (!/^recap_[A-Za-z0-9_-]{43}$/.test(text)) return undefined
  return createHash('sha256').update(text).digest()
}

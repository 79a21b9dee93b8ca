import { randomBytes } from 'node:crypto'
import type { SecretKey } from './key-ring.ts'

/** The keys of `id:base64` entries with commas between. */
export function parseKeys(text: string): SecretKey[] {
  return text.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.trim().split(':')
    return { id, key: Buffer.from(encoded, 'base64') }
  })
}

const keyEntry = /^[a-z0-9]{1,16}:[a-z0-9+/_-]+={0,2}$/i

/** What is wrong with the entries, each problem with the place where they stand; none when they can be used. */
export function keyProblems(text: string, place: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  const keys = parseKeys(text)
  const rule = 'must be id:base64 entries with at least 32 bytes each, such as the one that recap init writes'
  return [
    ...(entries.every((entry) => keyEntry.test(entry)) && keys.every(({ key }) => key.length >= 32)
      ? []
      : [`${place}: ${rule}`]),
    ...(new Set(keys.map(({ id }) => id)).size === keys.length
      ? []
      : [`${place}: each key needs an id of its own`]),
  ]
}

/** A fresh `id:base64` entry for `SECRET_KEYS`. */
export function newKeyEntry(): string {
  return `k${randomBytes(3).toString('hex')}:${randomBytes(32).toString('base64')}`
}

import { randomBytes, randomInt } from 'node:crypto'
import { expect, test } from '@jest/globals'
import type { KeyRing } from '../../src/key-ring.ts'
import { readToken, signToken, type TokenPurpose } from '../../src/subscribers/token.ts'

const ring: KeyRing = [
  { id: 'k2', key: Buffer.alloc(32, 2) },
  { id: 'k1', key: Buffer.alloc(32, 1) },
]
const people = 1000
const goods = tokensFor('unsubscribe')
const others = (['confirm', 'preferences', 'view'] as const).flatMap(tokensFor)

function tokensFor(purpose: TokenPurpose): string[] {
  return Array.from({ length: people }, (_, n) =>
    signToken(ring, purpose, { subscriberId: n + 1, newsletterId: 1 }),
  )
}

function flipBit(token: string): string {
  const bytes = Buffer.from(token)
  const at = randomInt(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(7))
  return bytes.toString('latin1')
}

/** Ways to make a token that nobody was given, each from one that somebody has. */
const forgeries: Readonly<Record<string, (token: string, n: number) => string>> = {
  random: () => randomBytes(36).toString('base64url'),
  'random in shape': (_token, n) => `u.${n.toString(36)}.1.k2.${randomBytes(18).toString('base64url')}`,
  truncated: (token, n) => token.slice(0, n % token.length),
  'bit-flipped': flipBit,
  'of another purpose': (_token, n) => others[n % others.length]!,
  'of another newsletter': (token) => token.replace('.1.k2.', '.2.k2.'),
  'of another person': (token, n) => token.replace(/^u\.[^.]+/, `u.${(n + 1).toString(36)}`),
  'of another key': (token) => token.replace('.k2.', '.k1.'),
}

const each = 125_000

test.each(Object.keys(forgeries))(
  `none of ${each} tokens that are %s is accepted`,
  (kind) => {
    const forge = forgeries[kind]!
    let accepted = 0
    for (let n = 1; n <= each; n++) {
      const good = goods[n % people]!
      const forged = forge(good, n)
      if (forged !== good && readToken(ring, 'unsubscribe', forged) !== undefined) accepted += 1
    }
    expect(accepted).toBe(0)
  },
  120_000,
)

test('a link to confirm tells when it was made, to the second', () => {
  const issuedAt = new Date('2026-11-23T04:00:00Z')
  const token = signToken(ring, 'confirm', { subscriberId: 7, newsletterId: 1, issuedAt })
  expect(readToken(ring, 'confirm', token)).toEqual({ subscriberId: 7, newsletterId: 1, issuedAt })
  const later = token.replace(`.${(issuedAt.getTime() / 1000).toString(36)}.`, '.zzzzzz.')
  expect(later).not.toBe(token)
  expect(readToken(ring, 'confirm', later)).toBeUndefined()
})

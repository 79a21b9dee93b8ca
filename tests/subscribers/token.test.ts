import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { KeyRing } from '../../src/key-ring.ts'
import { readToken, signToken, type TokenPurpose } from '../../src/subscribers/token.ts'

const keyOf = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) })
const ring: KeyRing = [keyOf('k2', 2), keyOf('k1', 1)]
const purposes: readonly TokenPurpose[] = ['confirm', 'unsubscribe', 'preferences', 'view']

const anySubject = fc.record({
  subscriberId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  newsletterId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
})
const anyPurpose = fc.constantFrom(...purposes)

test('a token speaks for whom it was made, stands in a URL as it is and fits in a line', () => {
  fc.assert(
    fc.property(anyPurpose, anySubject, (purpose, subject) => {
      const token = signToken(ring, purpose, subject)
      expect(readToken(ring, purpose, token)).toEqual(subject)
      expect(encodeURIComponent(token)).toBe(token)
      expect(token.length).toBeLessThan(76)
      expect(signToken(ring, purpose, subject)).toBe(token)
    }),
  )
})

test('a token with any character replaced, left out or put in is refused', () => {
  const token = signToken(ring, 'unsubscribe', { subscriberId: 123_456, newsletterId: 1 })
  const letters = [...'0aAzZ9-_.+/=% ', '\0', 'é', 'ſ']
  for (let index = 0; index <= token.length; index++) {
    const [before, after] = [token.slice(0, index), token.slice(index)]
    for (const letter of letters) {
      const forged = [before + letter + after, before + letter + after.slice(1)].filter(
        (text) => text !== token,
      )
      for (const text of forged) expect(readToken(ring, 'unsubscribe', text)).toBeUndefined()
    }
    if (after !== '') expect(readToken(ring, 'unsubscribe', before)).toBeUndefined()
    if (after !== '') expect(readToken(ring, 'unsubscribe', before + after.slice(1))).toBeUndefined()
  }
})

test('a token of one purpose opens no other door', () => {
  for (const made of purposes) {
    const token = signToken(ring, made, { subscriberId: 1, newsletterId: 1 })
    const opened = purposes.filter((purpose) => readToken(ring, purpose, token) !== undefined)
    expect(opened).toEqual([made])
  }
})

test('the MAC of one person does not do for another', () => {
  const [one, other] = [1, 2].map((subscriberId) =>
    signToken(ring, 'unsubscribe', { subscriberId, newsletterId: 1 }).split('.'),
  )
  const forged = [...one!.slice(0, 4), other![4]].join('.')
  expect(readToken(ring, 'unsubscribe', forged)).toBeUndefined()
})

test('the newest key signs, an older one still verifies, and one that left the ring does not', () => {
  const subject = { subscriberId: 9, newsletterId: 1 }
  const old = signToken(ring.slice(1), 'unsubscribe', subject)
  expect(signToken(ring, 'unsubscribe', subject)).toContain('.k2.')
  expect(readToken(ring, 'unsubscribe', old)).toEqual(subject)
  expect(readToken(ring.slice(0, 1), 'unsubscribe', old)).toBeUndefined()
})

test('a key of the same id and other bytes verifies nothing', () => {
  const token = signToken(ring, 'unsubscribe', { subscriberId: 9, newsletterId: 1 })
  expect(readToken([keyOf('k2', 3)], 'unsubscribe', token)).toBeUndefined()
  expect(readToken([], 'unsubscribe', token)).toBeUndefined()
})

test('the other spellings of a MAC in base64 are refused', () => {
  const tokens = Array.from({ length: 50 }, (_, subscriberId) =>
    signToken(ring, 'unsubscribe', { subscriberId, newsletterId: 1 }),
  )
  const token = tokens.find((text) => /[-_]/.test(text.split('.')[4]!))!
  const plain = token.replaceAll('-', '+').replaceAll('_', '/')
  for (const text of [plain, `${token}=`, `${token}==`, `${token} `, `${token}\n`, `\n${token}`])
    expect(readToken(ring, 'unsubscribe', text)).toBeUndefined()
})

test('no text makes the reader throw, and none is taken', () => {
  const nearToken = fc
    .array(fc.string({ unit: 'binary', maxLength: 26 }), { minLength: 3, maxLength: 6 })
    .map((parts) => parts.join('.'))
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), nearToken)
  fc.assert(
    fc.property(anyPurpose, anyText, (purpose, text) => {
      expect(readToken(ring, purpose, text)).toBeUndefined()
    }),
    { numRuns: 1_000 },
  )
  expect(readToken(ring, 'view', 'v.1.1.k2.'.repeat(100_000))).toBeUndefined()
})

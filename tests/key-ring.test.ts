import { expect, test } from '@jest/globals'
import { macOf, oldestKey, signingKey, type KeyRing } from '../src/key-ring.ts'

const ring: KeyRing = ['new', 'middle', 'old'].map((id, index) => ({ id, key: Buffer.alloc(32, index) }))

test('the first key signs and the last one is the oldest', () => {
  expect(signingKey(ring).id).toBe('new')
  expect(oldestKey(ring).id).toBe('old')
  expect(oldestKey(ring.slice(0, 1)).id).toBe('new')
})

test('an empty ring is a fault of the program', () => {
  expect(() => signingKey([])).toThrow(TypeError)
  expect(() => oldestKey([])).toThrow(TypeError)
})

test('a MAC is of one key, one purpose and one text', () => {
  const key = signingKey(ring)
  const macs = [
    macOf(key, 'token', 'a'),
    macOf(key, 'token', 'b'),
    macOf(key, 'toke', 'na'),
    macOf(key, 'suppression', 'a'),
    macOf(oldestKey(ring), 'token', 'a'),
  ].map((mac) => mac.toString('hex'))
  expect(new Set(macs).size).toBe(macs.length)
  expect(macOf(key, 'token', 'a').toString('hex')).toBe(macs[0])
})

test('a MAC is HMAC-SHA-256 over purpose, NUL and text', () => {
  const mac = macOf({ id: 'k1', key: Buffer.alloc(32, 7) }, 'token', 'u.1.1.k1')
  expect(mac.toString('hex')).toBe('1ad0fffcd827b59955e69da47fafc07e2f84da72765214a91950679f5a7c7b7d')
})

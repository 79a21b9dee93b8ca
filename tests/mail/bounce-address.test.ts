import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { KeyRing } from '../../src/key-ring.ts'
import { bounceAddress, readBounceAddress } from '../../src/mail/bounce-address.ts'

const keyOf = (id: string) => ({ id, key: randomBytes(32) })
const ring: KeyRing = [keyOf('k12ab3'), keyOf('OLD')]
const delivery = { issueId: 123_456, subscriberId: 987_654_321 }
const address = bounceAddress(ring, 'bounces@sample.example', delivery)

test('a return path names one delivery in characters that every server leaves alone', () => {
  expect(address).toMatch(/^bounces\+2n9c-gc0uy9-k12ab3-[0-9a-v]{16}@sample\.example$/)
  expect(readBounceAddress(ring, address)).toEqual(delivery)
  expect(bounceAddress(ring, 'bounces@sample.example', delivery)).toBe(address)
})

test('it is read whatever a server did to the case, the local part and the domain', () => {
  expect(readBounceAddress(ring, address.toUpperCase())).toEqual(delivery)
  expect(readBounceAddress(ring, address.replace('bounces+', 'news+weekly+'))).toEqual(delivery)
  expect(readBounceAddress(ring, address.replace('@sample', '@mx.sample'))).toEqual(delivery)
})

test('it is read after the keys were rotated, as long as the old one is in the ring', () => {
  const old = bounceAddress(ring.slice(1), 'b@sample.example', delivery)
  expect(readBounceAddress(ring, old)).toEqual(delivery)
  expect(readBounceAddress([keyOf('k9'), ...ring], address)).toEqual(delivery)
  expect(readBounceAddress(ring.slice(1), address)).toBeUndefined()
  expect(readBounceAddress([keyOf('k12ab3')], address)).toBeUndefined()
})

test('the domain is written as A-labels', () => {
  expect(bounceAddress(ring, 'b@bücher.example', delivery)).toMatch(/@xn--bcher-kva\.example$/)
})

test('every delivery is read back, and the local part has 64 bytes at most', () => {
  const id = fc.integer({ min: 0, max: 2 ** 31 - 1 })
  const base = fc.constantFrom('b', 'newsletter', 'a'.repeat(24), 'a'.repeat(60))
  fc.assert(
    fc.property(id, id, base, (issueId, subscriberId, local) => {
      const written = bounceAddress(ring, `${local}@sample.example`, { issueId, subscriberId })
      expect(written.indexOf('@')).toBeLessThanOrEqual(64)
      const read = readBounceAddress(ring, written)
      if (local.length < 60) expect(read).toEqual({ issueId, subscriberId })
      else expect(written).toBe(`${local}@sample.example`)
    }),
  )
})

describe('none is read from', () => {
  const at = address.indexOf('@')
  test.each([
    ['an empty text', ''],
    ['an address without a token', 'bounces@sample.example'],
    ['another issue', address.replace('+2n9c', '+2n9d')],
    ['another reader', address.replace('-gc0uy9-', '-gc0uya-')],
    ['another key', address.replace('k12ab3', 'old')],
    ['a long text', `${'a'.repeat(70_000)}${address}`],
    ['no domain', address.slice(0, at)],
  ])('%s', (_name, text) => {
    expect(readBounceAddress(ring, text)).toBeUndefined()
  })

  test('an address with any one character of the token changed', () => {
    const from = address.indexOf('+') + 1
    for (let index = from; index < at; index += 1) {
      for (const character of ['0', 'v', 'z', '-', '+']) {
        if (address[index] === character) continue
        const changed = address.slice(0, index) + character + address.slice(index + 1)
        expect([changed, readBounceAddress(ring, changed)]).toEqual([changed, undefined])
      }
    }
  })
})

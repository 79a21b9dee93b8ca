import { expect, test } from '@jest/globals'
import { preferOrigin } from '../../src/articles/origin-precedence.ts'
import type { Origin } from '../../src/db/values.ts'

const order: Origin[] = ['computed', 'publisher', 'push', 'editor']
const list = (origin: Origin, text = 'known') => [{ origin, text }]

test('editor before push before publisher before computed', () => {
  for (const [knownRank, known] of order.entries()) {
    for (const [toldRank, origin] of order.entries()) {
      const kept = preferOrigin(list(known), { origin, items: list(origin, 'told') })
      expect(kept[0]!.text).toBe(knownRank > toldRank ? 'known' : 'told')
    }
  }
})

test('a list ranks as its highest origin', () => {
  const known = [...list('publisher'), ...list('editor')]
  expect(preferOrigin(known, { origin: 'push', items: list('push') })).toEqual(known)
})

test('an origin that tells nothing takes away its own list only', () => {
  for (const known of order) {
    for (const origin of order) {
      expect(preferOrigin(list(known), { origin, items: [] })).toHaveLength(known === origin ? 0 : 1)
    }
  }
  expect(preferOrigin([], { origin: 'push', items: [] })).toEqual([])
})

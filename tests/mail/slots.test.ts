import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isSlotPrefix, joinSlots, newSlotPrefix, slotWord, splitSlots } from '../../src/mail/slots.ts'

describe('slots', () => {
  test('a fresh prefix is a prefix, and never the same', () => {
    const prefixes = Array.from({ length: 50 }, () => newSlotPrefix())
    expect(prefixes.every(isSlotPrefix)).toBe(true)
    expect(new Set(prefixes).size).toBe(50)
  })

  test('a split part joins to the same text and knows its slots', () => {
    const slot = fc.record({
      name: fc.constantFrom('WHY', 'UNSUBSCRIBE_URL'),
      kind: fc.constantFrom('text' as const, 'url' as const, 'choice' as const),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), slot)), fc.string(), (pieces, end) => {
        const source = pieces.map(([text, slot]) => text + slotWord('R7k3f9x', slot)).join('') + end
        const segments = splitSlots(source, 'R7k3f9x')
        expect(joinSlots(segments)).toBe(source)
        expect(segments.slots).toEqual(pieces.map(([, slot]) => slot))
      }),
    )
  })
})

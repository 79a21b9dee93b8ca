import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { cleanText, cutText } from '../../src/letter/clean-text.ts'

describe('cleanText', () => {
  test('lines are joined, and control and direction-override characters are gone', () => {
    expect(cleanText(' a\u0000b\r\n\tc \u202Eevil\u202C\uFEFF ', 50)).toBe('a b c evil')
  })

  test('half a surrogate pair becomes a replacement character', () => {
    expect(cleanText('a\uD83Db', 50)).toBe('a\uFFFDb')
  })

  test('the result is clean, within the limit, and stays the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 80 }), (text, limit) => {
        const clean = cleanText(text, limit)
        expect(clean.length).toBeLessThanOrEqual(limit)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}]/u)
        expect(cleanText(clean, limit)).toBe(clean)
      }),
    )
  })
})

describe('cutText', () => {
  test.each([
    ['short enough', 20, 'short enough'],
    ['cut at the end of a word', 12, 'cut at the…'],
    ['no comma, before the dots', 10, 'no comma…'],
    ['一二三四五六七八九十', 5, '一二三四…'],
    ['word 👩‍👩‍👧‍👧👩‍👩‍👧‍👧', 20, 'word 👩‍👩‍👧‍👧…'],
  ])('%s to %d is %s', (text, limit, cut) => {
    expect(cutText(text, limit)).toBe(cut)
  })
})

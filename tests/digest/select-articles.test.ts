import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Candidate } from '../../src/digest/candidates.repository.ts'
import { selectArticles } from '../../src/digest/select-articles.ts'

const limits = { maxItems: 15, timeZone: 'Europe/Berlin' }

function candidate(key: string, at: string, words = 500): Candidate {
  return {
    id: 1,
    canonical_key: key,
    url: `https://sample.example/${key}`,
    title: key,
    dek: null,
    site_name: null,
    published_at: new Date(at),
    published_precision: 'instant',
    effective_at: new Date(at),
    word_count: words,
    image_url: null,
    image_alt: null,
    key_points: [],
    related: [],
  }
}

const keysOf = (chosen: readonly Candidate[]) => chosen.map((article) => article.canonical_key)

test('the newest day comes first, the longest of a day first, then the key', () => {
  const chosen = selectArticles(
    [
      candidate('old and long', '2026-11-16T10:00:00Z', 5000),
      candidate('b', '2026-11-18T08:00:00Z', 300),
      candidate('a', '2026-11-18T20:00:00Z', 300),
      candidate('long', '2026-11-18T09:00:00Z', 900),
      candidate('new', '2026-11-19T00:00:00Z', 10),
    ],
    limits,
  )
  expect(keysOf(chosen)).toEqual(['new', 'long', 'a', 'b', 'old and long'])
})

test('days are those of the newsletter’s zone', () => {
  const late = candidate('late on Tuesday', '2026-11-17T23:30:00Z', 1)
  const early = candidate('on Tuesday', '2026-11-17T08:00:00Z', 900)
  expect(keysOf(selectArticles([early, late], limits))).toEqual(['late on Tuesday', 'on Tuesday'])
  expect(keysOf(selectArticles([early, late], { ...limits, timeZone: 'UTC' }))).toEqual([
    'on Tuesday',
    'late on Tuesday',
  ])
})

test('no more are chosen than the newsletter allows, and none from nothing', () => {
  const many = Array.from({ length: 40 }, (_, n) => candidate(`k${n}`, '2026-11-18T08:00:00Z', n))
  expect(keysOf(selectArticles(many, { ...limits, maxItems: 2 }))).toEqual(['k39', 'k38'])
  expect(selectArticles(many, { ...limits, maxItems: 60 })).toHaveLength(40)
  expect(selectArticles([], limits)).toEqual([])
})

test('the choice does not depend on the order in which the articles come, nor does it change them', () => {
  const articles = fc.uniqueArray(
    fc.record({
      key: fc.string({ unit: fc.constantFrom('a', 'A', 'ä', 'a\u0308', '-', '\u00ad', '1', '\u200d') }),
      at: fc
        .integer({ min: 0, max: 7 * 24 })
        .map((hour) => Date.parse('2026-03-23T00:00:00Z') + hour * 3_600_000),
      words: fc.integer({ min: 0, max: 2 }),
    }),
    { selector: ({ key }) => key, maxLength: 30 },
  )
  const shuffled = articles.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 1, max: 30 }), ([list, other], maxItems) => {
      const make = (entries: typeof list) =>
        entries.map(({ key, at, words }) => candidate(key, new Date(at).toISOString(), words))
      const input = Object.freeze(make(list))
      const chosen = selectArticles(input, { ...limits, maxItems })
      expect(keysOf(selectArticles(make(other), { ...limits, maxItems }))).toEqual(keysOf(chosen))
      expect(chosen).toHaveLength(Math.min(maxItems, list.length))
    }),
  )
})

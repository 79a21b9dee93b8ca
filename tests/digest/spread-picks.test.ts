import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { defaultCaps, type ChoiceArticle } from '../../src/digest/choice.ts'
import { spreadPicks, type Rankable, type SpreadPlan } from '../../src/digest/spread-picks.ts'
import { sampleArticle } from './choice-samples.ts'

const item = (id: number, score: number, changes: Partial<ChoiceArticle> = {}): Rankable => ({
  article: sampleArticle(id, changes),
  score,
  reserve: false,
})

const plan = (changes: Partial<SpreadPlan<Rankable>> = {}): SpreadPlan<Rankable> => ({
  head: 8,
  total: 16,
  caps: defaultCaps,
  pinned: new Map(),
  likeness: () => 0,
  ...changes,
})

const ids = (picks: readonly { item: Rankable }[]): number[] => picks.map(({ item }) => item.article.id)

describe('picks', () => {
  test('stand best first when nothing is alike and no cap is met', () => {
    const pool = [5, 3, 9, 1].map((id, index) => item(id, 0.9 - index / 10))
    expect(ids(spreadPicks(pool, plan()))).toEqual([5, 3, 9, 1])
  })

  test('set back what is like an earlier pick', () => {
    const pool = [item(1, 0.9), item(2, 0.85), item(3, 0.6)]
    const likeness = (a: Rankable, b: Rankable): number => (a.article.id + b.article.id === 3 ? 1 : 0)
    expect(ids(spreadPicks(pool, plan({ likeness })))).toEqual([1, 3, 2])
  })

  test('name three sources as soon as the pool has them', () => {
    const pool = [
      ...[1, 2, 3, 4].map((id) => item(id, 0.9, { sourceId: 1 })),
      item(5, 0.2, { sourceId: 2 }),
      item(6, 0.1, { sourceId: 3 }),
    ]
    expect(ids(spreadPicks(pool, plan({ head: 4, total: 4 })))).toEqual([1, 2, 5, 6])
    expect(ids(spreadPicks(pool.slice(0, 5), plan({ head: 3, total: 3 })))).toEqual([1, 5, 2])
  })

  test('keep pinned items in their places and count them', () => {
    const pool = [1, 2, 3, 4, 5, 6].map((id) => item(id, 1 - id / 10, { sourceId: id < 5 ? 1 : id }))
    const pinned = new Map([[3, pool[3]!]])
    expect(ids(spreadPicks(pool, plan({ pinned, head: 4, total: 4 })))).toEqual([1, 5, 4, 6])
  })

  test('lift a cap only where nothing else is left, and say which', () => {
    const pool = [
      ...[1, 2, 3].map((id) => item(id, 0.9, { sourceId: 1 })),
      ...[4, 5, 6].map((id) => item(id, 0.5, { topics: ['one'] })),
      { ...item(7, 1, {}), reserve: true },
    ]
    const picks = spreadPicks(pool, plan({ head: 5, total: 7 }))
    expect(picks.map(({ item, rungs }) => [item.article.id, ...rungs])).toEqual([
      [1],
      [2],
      [4],
      [5],
      [6, 'topic-cap'],
      [3, 'source-cap'],
      [7, 'late-7-days'],
    ])
  })
})

const poolArb = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 20 }),
      source: fc.nat(9),
      topics: fc.subarray(['a', 'b', 'c']),
    }),
    {
      maxLength: 60,
    },
  )
  .map((entries) =>
    entries
      .toSorted((a, b) => b.score - a.score)
      .map(({ score, source, topics }, index) => item(index + 1, score / 20, { sourceId: source, topics })),
  )

const alike = (a: Rankable, b: Rankable): number => ((a.article.id * 7 + b.article.id * 7) % 11) / 11

test('caps hold for all picks for which none was lifted, in the main part and over all', () => {
  fc.assert(
    fc.property(poolArb, (pool) => {
      const picks = spreadPicks(pool, plan({ likeness: alike }))
      expect(picks).toHaveLength(Math.min(16, pool.length))
      expect(new Set(ids(picks)).size).toBe(picks.length)
      for (const [size, perSource, perTopic] of [
        [8, 2, 4],
        [16, 4, 7],
      ] as const) {
        const part = picks.slice(0, size).filter(({ rungs }) => rungs.length === 0)
        for (const group of Map.groupBy(part, ({ item }) => item.article.sourceId).values()) {
          expect(group.length).toBeLessThanOrEqual(perSource)
        }
        for (const topic of ['a', 'b', 'c']) {
          expect(part.filter(({ item }) => item.article.topics.includes(topic)).length).toBeLessThanOrEqual(
            perTopic,
          )
        }
      }
      const sources = new Set(pool.map(({ article }) => article.sourceId)).size
      const named = new Set(picks.slice(0, 8).map(({ item }) => item.article.sourceId)).size
      if (picks.length >= 8) expect(named).toBeGreaterThanOrEqual(Math.min(3, sources))
    }),
  )
})

test('the short search finds what a full one finds', () => {
  fc.assert(
    fc.property(poolArb, (pool) => {
      const loose = { perSource: 1, perTopic: 1, leastSources: 0 }
      const left = [...pool]
      const full: Rankable[] = []
      while (full.length < 16 && left.length > 0) {
        const values = left.map(
          (entry) => 0.7 * entry.score - (1 - 0.7) * Math.max(0, ...full.map((one) => alike(entry, one))),
        )
        full.push(...left.splice(values.indexOf(Math.max(...values)), 1))
      }
      const picks = spreadPicks(pool, plan({ likeness: alike, caps: loose, head: 0, total: 16 }))
      expect(ids(picks)).toEqual(full.map(({ article }) => article.id))
    }),
  )
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { defaultWeights, type ChoiceArticle, type ScoreWeights } from '../../src/digest/choice.ts'
import { scoreArticle, type ScoreContext } from '../../src/digest/score-article.ts'
import { day, sampleArticle, soleStory, week } from './choice-samples.ts'

const context: ScoreContext = {
  now: week.end,
  weights: defaultWeights,
  topicWeights: { energy: 0.6, sport: 0.2 },
}
const score = (changes: Partial<ChoiceArticle>, sources = 1) =>
  scoreArticle(soleStory(sampleArticle(1, changes), sources), context)

const full: Partial<ChoiceArticle> = {
  sourceWeight: 1,
  keyPointsOrigin: 'publisher',
  topics: ['energy', 'sport', 'other'],
  signals: { points: 900, comments: 90, clicks: 9 },
  effectiveAt: week.end,
}

describe('the parts of a score', () => {
  test('are source, coverage, quality, topic, freshness and signals', () => {
    expect(score(full, 8)).toEqual({
      score: 0.915,
      breakdown: { source: 0.2, coverage: 0.25, quality: 0.2, topic: 0.09, freshness: 0.1, signals: 0.075 },
    })
  })

  test('that are not known give their weight to the others', () => {
    const { score: sum, breakdown } = score({ ...full, sourceWeight: null, topics: [], signals: null }, 8)
    expect(sum).toBe(1)
    expect(Object.keys(breakdown)).toEqual(['coverage', 'quality', 'freshness'])
  })

  test('halve the freshness of a week', () => {
    expect(score({ ...full, effectiveAt: week.start }).breakdown['freshness']).toBe(0.05)
    expect(score({ ...full, effectiveAt: new Date(week.end.getTime() + day) }).breakdown['freshness']).toBe(
      0.1,
    )
  })

  test('mark length, dek, image, author and written points a fifth each', () => {
    const none = { wordCount: 149, dek: null, hasImage: false, hasAuthor: false, keyPointsOrigin: null }
    const quality = (changes: Partial<ChoiceArticle>) =>
      score({ ...full, ...none, ...changes }).breakdown['quality']
    expect(quality({})).toBe(0)
    for (const change of [
      { wordCount: 150 },
      { wordCount: 3000 },
      { dek: 'x' },
      { hasImage: true },
      { hasAuthor: true },
      { keyPointsOrigin: 'push' as const },
    ]) {
      expect(quality(change)).toBeCloseTo(0.04, 6)
    }
    expect(quality({ wordCount: 3001, keyPointsOrigin: 'computed' })).toBe(0)
  })
})

test('a factor is taken for sponsored, paid, live, roundup and short articles', () => {
  const plain = score(full).score
  const ratio = (changes: Partial<ChoiceArticle>) => score({ ...full, ...changes }).score / plain
  expect(ratio({ articleType: 'sponsored' })).toBe(0)
  expect(ratio({ access: 'paywall' })).toBeCloseTo(0.8, 5)
  expect(ratio({ articleType: 'live' })).toBeCloseTo(0.7, 5)
  expect(ratio({ articleType: 'roundup', access: 'paywall' })).toBeCloseTo(0.56, 5)
  expect(score({ ...full, wordCount: 79 }).breakdown).toMatchObject({ 'factor.short': 0.5, quality: 0.16 })
})

test('a score is 0 to 1, in six places, and its breakdown gives it again', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  const weights = fc.record<ScoreWeights>({
    source: part,
    coverage: part,
    quality: part,
    topic: part,
    freshness: part,
    signals: part,
  })
  const article = fc.record({
    sourceWeight: fc.option(part),
    wordCount: fc.nat(5000),
    hasImage: fc.boolean(),
    topics: fc.subarray(['energy', 'sport', 'other', 'constructor']),
    access: fc.constantFrom('free' as const, 'paywall' as const),
    articleType: fc.constantFrom('news' as const, 'live' as const, 'sponsored' as const),
    signals: fc.option(fc.record({ points: fc.nat() })),
    effectiveAt: fc.nat(400).map((days) => new Date(week.end.getTime() - days * day)),
  })
  fc.assert(
    fc.property(article, weights, fc.integer({ min: 1, max: 500 }), (changes, weights, sources) => {
      const story = soleStory(sampleArticle(1, changes), sources)
      const { score, breakdown } = scoreArticle(story, { ...context, weights })
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
      expect(score).toBe(Number(score.toFixed(6)))
      const values = Object.entries(breakdown)
      const sum = values.reduce((total, [name, value]) => total + (name.startsWith('factor.') ? 0 : value), 0)
      const factor = values.reduce((all, [name, value]) => all * (name.startsWith('factor.') ? value : 1), 1)
      expect(Math.abs(sum * factor - score)).toBeLessThan(1e-5)
    }),
  )
})

import { describe, expect, test } from '@jest/globals'
import { chooseIssue } from '../../src/digest/choose-issue.ts'
import type { ChoiceArticle, ChoiceInput } from '../../src/digest/choice.ts'
import {
  codesOf,
  day,
  hour,
  idsOf,
  sampleArticle,
  sampleArticles,
  sampleInput,
  week,
  decide,
  pin,
} from './choice-samples.ts'

const before = (milliseconds: number): Date => new Date(week.start.getTime() - milliseconds)

describe('a thin week', () => {
  const rungs = (articles: ChoiceArticle[]) => chooseIssue(sampleInput(articles)).thin.rungs

  test('first lifts the cap of topics', () => {
    expect(rungs(sampleArticles(20, () => ({ topics: ['x'] })))).toEqual(['topic-cap'])
  })

  test('then the cap of sources', () => {
    expect(rungs(sampleArticles(20, (id) => ({ sourceId: id % 3 })))).toEqual(['source-cap'])
    const both = (id: number) => ({ sourceId: id % 3, topics: ['x'] })
    expect(rungs(sampleArticles(20, both))).toEqual(['topic-cap', 'source-cap'])
  })

  test('then lets in what is up to seven days late, behind all else', () => {
    const late = (id: number, days: number) =>
      sampleArticle(id, { effectiveAt: before(days * day), firstSeenAt: week.start, sourceWeight: 1 })
    const choice = chooseIssue(
      sampleInput([...sampleArticles(14), late(15, 4), late(16, 5), late(17, 6), late(18, 8)]),
    )
    expect(choice.thin.rungs).toEqual(['late-7-days'])
    expect(choice.items.slice(14).map(({ article, reason }) => [article.id, reason])).toEqual([
      [15, 'fill'],
      [16, 'fill'],
    ])
    expect(codesOf(choice)).toEqual({ 17: 'below-cut', 18: 'out-of-window' })
  })

  test('then has fewer items, and never a repeat', () => {
    const carried = { articleIds: [1, 2], storyIds: [], told: [] }
    const choice = chooseIssue(sampleInput(sampleArticles(6), { carried }))
    expect(choice.thin).toEqual({
      outcome: 'enough',
      rungs: ['fewer-items'],
      reason: '4 of 16 places are filled: the issue has fewer items.',
    })
    expect(idsOf(choice).toSorted()).toEqual([3, 4, 5, 6])
  })

  test('below the least goes out short, is skipped or is held', () => {
    const choose = (thinPolicy: ChoiceInput['thinPolicy']) =>
      chooseIssue(sampleInput(sampleArticles(2), { thinPolicy }))
    expect(choose('short')).toMatchObject({ thin: { outcome: 'short' }, items: [{}, {}] })
    expect(choose('hold')).toMatchObject({ thin: { outcome: 'hold' }, items: [{}, {}] })
    expect(choose('hold').thin.reason).toBe(
      'The week has 2 articles for this issue, and the least is 3: it waits for the editor to send or skip it.',
    )
    expect(choose('skip')).toMatchObject({ thin: { outcome: 'skip' }, items: [] })
    expect(codesOf(choose('skip'))).toEqual({ 1: 'too-thin', 2: 'too-thin' })
  })

  test('without any article is skipped even when short issues go out', () => {
    expect(chooseIssue(sampleInput([])).thin).toEqual({
      outcome: 'skip',
      rungs: ['fewer-items'],
      reason: 'No articles this week: nothing new came from the sources.',
    })
  })
})

describe('the hash', () => {
  const input = sampleInput(sampleArticles(5), decide([pin(1, 2)], [3]))
  const hashOf = (changes: Partial<ChoiceInput>) => chooseIssue({ ...input, ...changes }).inputHash

  test('stays for the same input', () => {
    expect(hashOf({})).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOf({ candidates: input.candidates.toReversed() })).toBe(hashOf({}))
    expect(hashOf({ weights: { ...input.weights } })).toBe(hashOf({}))
  })

  test('tells another revision, decision, setting, window or memory', () => {
    const [first, ...others] = input.candidates
    const hashes = [
      hashOf({}),
      hashOf({ candidates: [{ ...first!, revision: 2 }, ...others] }),
      hashOf({ candidates: others }),
      hashOf(decide([pin(1, 3)], [3])),
      hashOf(decide([pin(1, 2)], [])),
      hashOf({ limits: { ...input.limits, brief: 4 } }),
      hashOf({ weights: { ...input.weights, topic: 0.2 } }),
      hashOf({ topicWeights: { x: 1 } }),
      hashOf({ thinPolicy: 'hold' }),
      hashOf({ window: { start: week.start, end: new Date(week.end.getTime() - hour) } }),
      hashOf({ carried: { articleIds: [77], storyIds: [], told: [] } }),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

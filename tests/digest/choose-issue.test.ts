import { describe, expect, test } from '@jest/globals'
import { chooseIssue } from '../../src/digest/choose-issue.ts'
import type { Choice, ChoiceInput } from '../../src/digest/choice.ts'
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
const textOf = (choice: Choice, id: number): string | undefined =>
  choice.left.find(({ articleId }) => articleId === id)?.text

describe('an issue', () => {
  test('has a lead, seven at the top and eight in brief', () => {
    const { items, thin, warnings } = chooseIssue(sampleInput(sampleArticles(20)))
    expect(items.map(({ section }) => section)).toEqual([
      'lead',
      ...Array.from({ length: 7 }, () => 'top'),
      ...Array.from({ length: 8 }, () => 'brief'),
    ])
    expect(items.map(({ position }) => position)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
    expect(thin).toEqual({ outcome: 'enough', rungs: [], reason: null })
    expect(warnings).toEqual([])
  })

  test('puts the later of two equals first, then the smaller address', () => {
    const effectiveAt = new Date(week.end.getTime() - hour)
    const choice = chooseIssue(
      sampleInput([
        sampleArticle(1, { effectiveAt, canonicalKey: 'b' }),
        sampleArticle(2, { effectiveAt, canonicalKey: 'a' }),
        sampleArticle(3, { effectiveAt: new Date(effectiveAt.getTime() + 1), canonicalKey: 'c' }),
      ]),
    )
    expect(new Set(choice.items.map(({ score }) => score)).size).toBe(1)
    expect(idsOf(choice)).toEqual([3, 2, 1])
  })

  test('names who else covers an item', () => {
    const same = { bodyHash: 'b' }
    const choice = chooseIssue(
      sampleInput([sampleArticle(1, { ...same, wordCount: 900 }), sampleArticle(2, same)]),
    )
    expect(choice.items[0]?.alsoCovered).toMatchObject([{ article: { id: 2 }, kind: 'copy', similarity: 1 }])
    expect(textOf(choice, 2)).toBe('folded into #1 (copy)')
  })
})

describe('a candidate that is left out has its reason', () => {
  test('by its state, its date and what is carried', () => {
    const told = sampleArticle(99, { bodyHash: 'told', effectiveAt: before(20 * day) })
    const choice = chooseIssue(
      sampleInput(
        [
          sampleArticle(1, { status: 'hidden' }),
          sampleArticle(2),
          sampleArticle(3, { status: 'baseline' }),
          sampleArticle(4, { status: 'dead' }),
          sampleArticle(5, { effectiveAt: week.end }),
          sampleArticle(6, { effectiveAt: before(1), firstSeenAt: before(2 * hour) }),
          sampleArticle(7, { effectiveAt: before(9 * day), firstSeenAt: week.start }),
          sampleArticle(8, { articleType: 'sponsored' }),
          sampleArticle(9),
          sampleArticle(10, { storyId: 5 }),
          sampleArticle(11, { bodyHash: 'told' }),
          sampleArticle(12, { effectiveAt: week.start }),
        ],
        { ...decide([], [2]), carried: { articleIds: [9], storyIds: [5], told: [told] } },
      ),
    )
    expect(idsOf(choice)).toEqual([12])
    expect(codesOf(choice)).toEqual({
      1: 'hidden',
      2: 'hidden',
      3: 'baseline',
      4: 'dead',
      5: 'out-of-window',
      6: 'out-of-window',
      7: 'out-of-window',
      8: 'sponsored',
      9: 'carried',
      10: 'story-carried',
      11: 'story-carried',
    })
    expect(textOf(choice, 11)).toBe('its story was told by an earlier issue, as #99')
    expect(textOf(choice, 6)).toMatch(/known when the last issue was frozen/)
  })

  test('by its score or the cap of its source or topic', () => {
    const strong = { sourceWeight: 1 }
    const weak = { sourceWeight: 0 }
    const articles = sampleArticles(30, (id) => {
      if (id <= 6) return { ...strong, sourceId: 1 }
      return id <= 16 ? { ...strong, topics: ['x'] } : weak
    })
    const codes = codesOf(chooseIssue(sampleInput(articles)))
    const counts = Map.groupBy(Object.values(codes), (code) => code)
    expect(counts.get('source-cap')).toHaveLength(2)
    expect(counts.get('topic-cap')).toHaveLength(3)
    expect(counts.get('below-cut')).toHaveLength(9)
    expect(textOf(chooseIssue(sampleInput(articles)), 1)).toMatch(/^cap of its source: Source 1 /)
    expect(textOf(chooseIssue(sampleInput(articles)), 17)).toMatch(
      /^below the cut: score 0\.\d{3}, the last one in has 0\.\d{3}$/,
    )
  })
})

describe('an article that came late', () => {
  const late = (days: number) => ({ effectiveAt: before(days * day), firstSeenAt: week.start })

  test('is taken for three days, and said to be late', () => {
    const choice = chooseIssue(
      sampleInput([...sampleArticles(16), sampleArticle(17, { ...late(3), sourceWeight: 1 })]),
    )
    expect(choice.items.find(({ article }) => article.id === 17)?.reason).toBe('late')
    expect(codesOf(chooseIssue(sampleInput([...sampleArticles(16), sampleArticle(17, late(3.1))])))).toEqual({
      17: 'out-of-window',
    })
  })

  test('is not taken when no issue came before', () => {
    const lateness = { graceDays: 3, lastFrozenAt: null }
    expect(idsOf(chooseIssue(sampleInput([sampleArticle(1, late(1))], { lateness })))).toEqual([])
  })
})

describe('a pin', () => {
  test('beats score, window and caps, and lands where it was pinned', () => {
    const articles = [
      ...sampleArticles(20),
      sampleArticle(21, { effectiveAt: before(90 * day), wordCount: 10, sourceId: 1, status: 'baseline' }),
      sampleArticle(22, { articleType: 'sponsored', sourceId: 1 }),
      sampleArticle(23, { sourceWeight: 0, sourceId: 1 }),
    ]
    const { items, warnings } = chooseIssue(
      sampleInput(articles, decide([pin(21, 1), pin(22, 5), pin(23, 16)])),
    )
    expect([items[0], items[4], items[15]].map((item) => [item?.article.id, item?.reason])).toEqual([
      [21, 'pinned'],
      [22, 'pinned'],
      [23, 'pinned'],
    ])
    expect(items).toHaveLength(16)
    expect(warnings).toEqual([])
  })

  test('represents its story, and two pins of a story both stand', () => {
    const same = { bodyHash: 'b' }
    const articles = [
      sampleArticle(1, { ...same, wordCount: 900 }),
      sampleArticle(2, same),
      sampleArticle(3, same),
    ]
    const choice = chooseIssue(sampleInput(articles, decide([pin(2, 2), pin(3, 1)])))
    expect(idsOf(choice)).toEqual([3, 2])
    expect(codesOf(choice)).toEqual({ 1: 'folded' })
  })

  test('takes the next place when its own is held, and the last when the issue is short: with a warning', () => {
    const choice = chooseIssue(sampleInput(sampleArticles(4), decide([pin(1, 1), pin(2, 1), pin(3, 12)])))
    expect(idsOf(choice)).toEqual([1, 2, 4, 3])
    expect(choice.warnings).toEqual([
      'Article #2 is pinned to place 1 but stands at 2: another pin holds it, or the issue is shorter.',
      'Article #3 is pinned to place 12 but stands at 4: another pin holds it, or the issue is shorter.',
    ])
  })

  test('does not repeat what an earlier issue carried or told unless that is allowed', () => {
    const told = [sampleArticle(1), sampleArticle(9, { bodyHash: 'hash-2' })]
    const carried = { articleIds: [1, 9], storyIds: [], told }
    const refused = chooseIssue(
      sampleInput(sampleArticles(3), { carried, ...decide([pin(1, 1), pin(2, 2)]) }),
    )
    expect(idsOf(refused)).toEqual([3])
    expect(refused.warnings).toEqual([
      'Article #1 is pinned but stays out: carried by an earlier issue.',
      'Article #2 is pinned but stays out: its story was told by an earlier issue, as #9.',
    ])
    const allowed = decide([pin(1, 1, true), pin(2, 2, true)])
    expect(idsOf(chooseIssue(sampleInput(sampleArticles(3), { carried, ...allowed })))).toEqual([1, 2, 3])
  })

  test('of an unknown article is warned of', () => {
    expect(chooseIssue(sampleInput(sampleArticles(3), decide([pin(77)]))).warnings).toEqual([
      'Article #77 is pinned but is not among the candidates.',
    ])
  })

  test('against a hide is a conflict, and so is a second pin', () => {
    const choose = (changes: Partial<ChoiceInput>, hidden = false) =>
      chooseIssue(sampleInput([sampleArticle(1, hidden ? { status: 'hidden' } : {})], changes))
    const conflict = expect.objectContaining({ code: 'conflict' })
    expect(() => choose(decide([pin(1)], [1]))).toThrow(conflict)
    expect(() => choose(decide([pin(1)]), true)).toThrow(conflict)
    expect(() => choose(decide([pin(1), pin(1, 2)]))).toThrow(conflict)
    expect(() => choose(decide([pin(1, 0)]))).toThrow(expect.objectContaining({ code: 'bad_input' }))
  })
})

test('a candidate given twice is refused', () => {
  expect(() => chooseIssue(sampleInput([sampleArticle(1), sampleArticle(1)]))).toThrow(/twice/)
})

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chooseIssue } from '../../src/digest/choose-issue.ts'
import type { ChoiceArticle } from '../../src/digest/choice.ts'
import { day, hour, idsOf, sampleArticle, sampleInput, week } from './choice-samples.ts'

const word = fc.constantFrom('Oslo', 'Rome', 'bridge', 'fire', 'vote', 'storm', 'quake', 'the', '12', '40')
const articleArb = fc
  .record({
    title: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    lead: fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
    bodyHash: fc.option(fc.nat(15).map((hash) => `b${hash}`)),
    language: fc.constantFrom('en', 'de', null),
    sourceId: fc.option(fc.nat(5)),
    sourceWeight: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    wordCount: fc.nat(4000),
    topics: fc.subarray(['a', 'b', 'c']),
    status: fc.constantFrom('ready', 'ready', 'ready', 'new', 'baseline', 'dead'),
    articleType: fc.constantFrom('news', 'news', 'live', 'sponsored'),
    hours: fc.integer({ min: -240, max: 200 }),
    seen: fc.integer({ min: -240, max: 200 }),
  })
  .map(({ hours, seen, ...changes }) => ({
    ...changes,
    effectiveAt: new Date(week.start.getTime() + hours * hour),
    firstSeenAt: new Date(week.start.getTime() + seen * hour),
  })) as fc.Arbitrary<Partial<ChoiceArticle>>

const inputArb = fc
  .record({
    changes: fc.array(articleArb, { maxLength: 60 }),
    pins: fc.uniqueArray(
      fc.record({
        articleId: fc.integer({ min: 1, max: 20 }),
        position: fc.option(fc.integer({ min: 1, max: 18 })),
      }),
      {
        maxLength: 4,
        selector: ({ articleId }) => articleId,
      },
    ),
    hides: fc.uniqueArray(fc.integer({ min: 21, max: 60 }), { maxLength: 6 }),
    articleIds: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
    toldBodies: fc.uniqueArray(fc.nat(15), { maxLength: 3 }),
    thinPolicy: fc.constantFrom('short' as const, 'skip' as const, 'hold' as const),
  })
  .map(({ changes, pins, hides, articleIds, toldBodies, thinPolicy }) =>
    sampleInput(
      changes.map((change, index) => sampleArticle(index + 1, change)),
      {
        decisions: { pins, hides },
        carried: {
          articleIds,
          storyIds: [],
          told: toldBodies.map((body) => sampleArticle(500 + body, { bodyHash: `b${body}` })),
        },
        limits: { lead: 1, top: 3, brief: 4, minItems: 3 },
        thinPolicy,
      },
    ),
  )

test('the order of the input makes no difference', () => {
  const shuffle = <Value>(values: readonly Value[], seed: number): Value[] =>
    values
      .map((value, index) => ({ value, key: Math.imul(index + 1, seed | 1) >>> 3 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ value }) => value)
  fc.assert(
    fc.property(inputArb, fc.integer(), (input, seed) => {
      const { candidates, decisions, carried } = input
      const shuffled = {
        ...input,
        candidates: shuffle(candidates, seed),
        decisions: { pins: shuffle(decisions.pins, seed), hides: shuffle(decisions.hides, seed) },
        carried: {
          articleIds: shuffle(carried.articleIds, seed),
          storyIds: [],
          told: shuffle(carried.told, seed),
        },
      }
      expect(chooseIssue(shuffled)).toEqual(chooseIssue(input))
    }),
  )
})

test('every candidate is in the issue or left with a reason, once; hides and repeats are never in', () => {
  fc.assert(
    fc.property(inputArb, (input) => {
      const choice = chooseIssue(input)
      const all = [...idsOf(choice), ...choice.left.map(({ articleId }) => articleId)].toSorted(
        (a, b) => a - b,
      )
      expect(all).toEqual(input.candidates.map(({ id }) => id))
      const folded = choice.left.filter(({ code }) => code === 'folded').map(({ articleId }) => articleId)
      for (const { article, alsoCovered, score } of choice.items) {
        expect(input.decisions.hides).not.toContain(article.id)
        expect(input.carried.articleIds).not.toContain(article.id)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        for (const member of alsoCovered) {
          expect(folded).toContain(member.article.id)
          expect(member.article.language).toBe(article.language)
        }
      }
      for (const { text } of choice.left) expect(text).not.toBe('')
    }),
  )
})

test('a pin that can be in stands at its place, or the editor is told', () => {
  fc.assert(
    fc.property(inputArb, (input) => {
      const { items, thin, warnings } = chooseIssue(input)
      if (thin.outcome === 'skip') return
      for (const { articleId, position } of input.decisions.pins) {
        const item = items.find(({ article }) => article.id === articleId)
        const warned = warnings.some((warning) => warning.startsWith(`Article #${articleId} `))
        if (item) expect(item.reason).toBe('pinned')
        expect(warned).toBe(!item || (position !== null && item.position !== position))
      }
    }),
  )
})

test('52 weeks never carry an article or a story twice', () => {
  const texts = ['Oslo bridge', 'Rome fire', 'Lima vote', 'Bern storm', 'Kyiv quake', 'Cork ferry']
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const carried: { id: number; body: string | null }[] = []
      let told: ChoiceArticle[][] = []
      let id = 0
      let pool: ChoiceArticle[] = []
      for (let number = 0; number < 52; number++) {
        const window = {
          start: new Date(week.start.getTime() + number * 7 * day),
          end: new Date(week.end.getTime() + number * 7 * day),
        }
        const fresh = Array.from({ length: 14 }, () => {
          id++
          const at = Math.imul(id + seed, 2_654_435_761) >>> 0
          const effectiveAt = new Date(window.start.getTime() + ((at % 10_000) / 10_000) * 9 * day - 2 * day)
          const bodyHash = at % 3 === 0 ? `body-${Math.floor(id / 40)}` : `own-${id}`
          const title = `${texts[at % texts.length]} ${Math.floor(id / 9)} ${id % 4}`
          return sampleArticle(id, {
            effectiveAt,
            firstSeenAt: effectiveAt,
            bodyHash,
            title,
            sourceId: at % 5,
          })
        })
        pool = [...pool, ...fresh].slice(-60)
        const choice = chooseIssue(
          sampleInput(pool, {
            window,
            lateness: { graceDays: 3, lastFrozenAt: number === 0 ? null : window.start },
            carried: { articleIds: carried.map(({ id }) => id), storyIds: [], told: told.flat() },
          }),
        )
        const shown = choice.items.flatMap(({ article, alsoCovered }) => [
          article,
          ...alsoCovered.map((m) => m.article),
        ])
        const bodies = new Set(carried.map(({ body }) => body))
        const ids = new Set(carried.map(({ id }) => id))
        for (const article of shown) {
          expect(ids).not.toContain(article.id)
          expect(bodies).not.toContain(article.bodyHash)
        }
        carried.push(...shown.map((article) => ({ id: article.id, body: article.bodyHash })))
        told = [...told, shown].slice(-8)
      }
      expect(carried.length).toBeGreaterThan(200)
    }),
    { numRuns: 10 },
  )
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { minhashOf } from '../../src/articles/minhash.ts'
import type { ChoiceArticle, Story } from '../../src/digest/choice.ts'
import { foldStories } from '../../src/digest/fold-stories.ts'
import { hour, sampleArticle, week } from './choice-samples.ts'
import { lookAlikes } from './look-alike-pairs.ts'
import { sameStory, type HeadlinePair } from './same-story-pairs.ts'

const shape = (stories: readonly Story[]): [number, ...string[]][] =>
  stories.map(({ representative, members }) => [
    representative.id,
    ...members.map(({ article, kind }) => `${article.id} ${kind}`),
  ])

const body = Array.from({ length: 200 }, (_, index) => `word${index}`)
const edited = (from: number, count: number): string[] =>
  body.map((word, index) => (index >= from && index < from + count ? `other${index}` : word))
const signed = (words: readonly string[]) => ({ minhash: minhashOf(words.join(' ')) })

describe('a copy', () => {
  test('has the same address, body or nearly the same words', () => {
    const articles = [
      sampleArticle(1, { canonicalKey: 'a', bodyHash: 'b', ...signed(body) }),
      sampleArticle(2, { canonicalKey: 'a' }),
      sampleArticle(3, { bodyHash: 'b' }),
      sampleArticle(4, signed(edited(0, 10))),
      sampleArticle(5, signed(edited(0, 120))),
    ]
    expect(shape(foldStories(articles))).toEqual([[1, '2 copy', '3 copy', '4 copy'], [5]])
  })

  test('is not told by a body too short to say anything', () => {
    const wall = { bodyHash: 'wall', wordCount: 12, ...signed(['please', 'log', 'in', 'to', 'read', 'on']) }
    expect(foldStories([sampleArticle(1, wall), sampleArticle(2, wall)])).toHaveLength(2)
  })

  test('may be of any age', () => {
    const old = { effectiveAt: new Date(week.start.getTime() - 400 * hour), bodyHash: 'b' }
    expect(foldStories([sampleArticle(1, old), sampleArticle(2, { bodyHash: 'b' })])).toHaveLength(1)
  })
})

describe('the same story', () => {
  const at = (hours: number) => ({ effectiveAt: new Date(week.start.getTime() + hours * hour) })
  const title = 'Valmere harbour bridge closes after crack is found'

  test('has a like title within 72 hours', () => {
    const articles = [sampleArticle(1, { title, ...at(0) }), sampleArticle(2, { title, ...at(72) })]
    expect(shape(foldStories(articles))).toEqual([[1, '2 same-story']])
    expect(
      foldStories([sampleArticle(1, { title, ...at(0) }), sampleArticle(2, { title, ...at(73) })]),
    ).toHaveLength(2)
  })

  test('has a like title and lead that share two names or numbers', () => {
    const lead = 'Engineers from Oslo shut the Valmere bridge'
    const pair = [
      sampleArticle(1, { title: 'Crack found', lead }),
      sampleArticle(2, { title: 'Traffic stops', lead }),
    ]
    expect(foldStories(pair)).toHaveLength(1)
    expect(foldStories(pair.map((article) => ({ ...article, lead: lead.toLowerCase() })))).toHaveLength(2)
  })

  test('is told in one language', () => {
    const [en, gb, de, none] = ['en', 'en-GB', 'de', null].map((language, index) =>
      sampleArticle(index + 1, { title, language, bodyHash: 'b' }),
    ) as [ChoiceArticle, ChoiceArticle, ChoiceArticle, ChoiceArticle]
    expect(shape(foldStories([en, gb, de, none]))).toEqual([[1, '2 copy'], [3], [4]])
  })
})

describe('the representative', () => {
  const same = { bodyHash: 'b' }
  const order: Partial<ChoiceArticle>[] = [
    { keyPointsOrigin: 'publisher', sourceWeight: 0.1, wordCount: 100 },
    { sourceWeight: 0.9, wordCount: 100 },
    { wordCount: 900 },
    { effectiveAt: week.start },
    {},
    {},
  ]

  test('has written points, then the weightier source, more words, came first, has the smaller id', () => {
    const articles = order.map((changes, index) =>
      sampleArticle(index + 1, { ...same, effectiveAt: week.end, ...changes }),
    )
    for (let first = 0; first < articles.length; first++) {
      expect(foldStories(articles.slice(first).toReversed())[0]?.representative.id).toBe(first + 1)
    }
  })

  test('is whoever leads, and two leaders never fold', () => {
    const articles = [1, 2, 3].map((id) => sampleArticle(id, same))
    expect(shape(foldStories(articles, undefined, new Set([2, 3])))).toEqual([[2, '1 copy'], [3]])
  })

  test('counts the sources that tell its story', () => {
    const articles = [1, 2, 3].map((id) => sampleArticle(id, { ...same, sourceId: Math.min(id, 2) }))
    expect(foldStories(articles)[0]?.sources).toBe(2)
  })
})

test('a chain of near copies does not grow: every member is like the representative itself', () => {
  const chain = Array.from({ length: 12 }, (_, step) =>
    sampleArticle(step + 1, { ...signed(edited(0, step * 12)), wordCount: 500 - step }),
  )
  const stories = foldStories(chain)
  expect(stories.length).toBeGreaterThan(3)
  for (const { members } of stories) {
    for (const { similarity } of members) expect(similarity).toBeGreaterThanOrEqual(0.8)
  }
})

const articleArb = fc
  .record({
    title: fc.array(fc.constantFrom('Oslo', 'Rome', 'bridge', 'fire', 'vote', 'storm', '12'), {
      maxLength: 5,
    }),
    lead: fc.array(fc.constantFrom('Oslo', 'Rome', 'closed', 'burns', 'the', '7'), { maxLength: 6 }),
    body: fc.constantFrom('x', 'y', 'z', null),
    language: fc.constantFrom('en', 'de', null),
    hours: fc.nat(160),
  })
  .map(({ title, lead, body, language, hours }): Partial<ChoiceArticle> => ({
    title: title.join(' '),
    lead: lead.join(' '),
    bodyHash: body,
    language,
    effectiveAt: new Date(week.start.getTime() + hours * hour),
  }))

test('stories hold every article once, one language each, in any order of the articles', () => {
  fc.assert(
    fc.property(fc.array(articleArb, { maxLength: 25 }), fc.nat(), (changes, turn) => {
      const articles = changes.map((change, index) => sampleArticle(index + 1, change))
      const stories = foldStories(articles)
      const cut = turn % (articles.length + 1)
      expect(foldStories([...articles.slice(cut), ...articles.slice(0, cut)].toReversed())).toEqual(stories)
      const all = stories.flatMap(({ representative, members }) => [
        representative,
        ...members.map((m) => m.article),
      ])
      expect(all.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(articles.map(({ id }) => id))
      for (const { representative, members } of stories) {
        for (const { article, similarity } of members) {
          expect(article.language).toBe(representative.language)
          expect(similarity).toBeGreaterThan(0)
          expect(similarity).toBeLessThanOrEqual(1)
        }
      }
    }),
  )
})

test('of written pairs no look-alike is folded, and nearly all of the same story are', () => {
  const language = ([title]: HeadlinePair): string => (/\b(am|die|schlägt)\b/.test(title) ? 'de' : 'en')
  const articles = [...sameStory, ...lookAlikes].flatMap((pair, index) => [
    sampleArticle(2 * index + 1, { title: pair[0], lead: pair[1], language: language(pair) }),
    sampleArticle(2 * index + 2, { title: pair[2], lead: pair[3], language: language(pair) }),
  ])
  const pairs = foldStories(articles).flatMap(({ representative, members }) =>
    members.map(({ article }) => [representative.id, article.id].toSorted((a, b) => a - b)),
  )
  const isPair = ([a = 0, b = 0]: number[]): boolean => a % 2 === 1 && b === a + 1 && a < 2 * sameStory.length
  const right = pairs.filter(isPair).length
  process.stderr.write(
    `same story: ${sameStory.length} pairs and ${lookAlikes.length} look-alikes, precision ${(right / pairs.length).toFixed(2)}, recall ${(right / sameStory.length).toFixed(2)}\n`,
  )
  expect(right).toBe(pairs.length)
  expect(right / sameStory.length).toBeGreaterThan(0.9)
})

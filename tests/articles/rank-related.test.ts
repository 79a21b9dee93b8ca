import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { minhashOf } from '../../src/articles/minhash.ts'
import { defaultRelatedRules, rankRelated, type RankedRelated } from '../../src/articles/rank-related.ts'
import {
  profileRelated,
  vocabularyOf,
  type RelatedProfile,
  type RelatedText,
} from '../../src/articles/related-profile.ts'
import { day, now, samples, subjectOf, type Sample } from './related-samples.ts'

function toProfile(sample: Sample, changes: Partial<RelatedText> = {}): RelatedProfile {
  return profileRelated({
    id: samples.findIndex(({ key }) => key === sample.key) + 1,
    url: sample.key,
    source: sample.site,
    title: sample.title,
    dek: sample.dek,
    lead: sample.body,
    language: sample.language,
    effectiveAt: new Date(now.getTime() - sample.daysAgo * day),
    wordCount: 30,
    bodyHash: null,
    minhash: null,
    ...changes,
  })
}

function sample(key: string): Sample {
  const found = samples.find((one) => one.key === key)
  if (!found) throw new Error(`no sample "${key}"`)
  return found
}

const profile = (key: string, changes: Partial<RelatedText> = {}): RelatedProfile =>
  toProfile(sample(key), changes)

const all = samples.map((one) => toProfile(one))
const vocabulary = vocabularyOf(all)
const keysOf = (ranked: readonly RankedRelated[]): string[] => ranked.map(({ article }) => article.url)
const related = (subject: RelatedProfile, pool: readonly RelatedProfile[] = all): RankedRelated[] =>
  rankRelated(subject, pool, { vocabulary, now })

/** An article 10 to 20 days old of the night trams, at an address and source of its own. */
const night = (id: number, changes: Partial<RelatedText> = {}): RelatedProfile =>
  profile('tram 3', { id: 100 + id, url: `night ${id}`, source: `Source ${id}`, ...changes })

describe('on forty headlines of eleven subjects', () => {
  /** With dek and text, without text, with nothing but the title; and archives of a third and a fifth. */
  test.each<[string, (sample: Sample) => Partial<RelatedText>, number]>([
    ['title, dek and text', () => ({}), 1],
    ['title and dek', () => ({ lead: '' }), 1],
    ['titles alone', () => ({ dek: null, lead: '' }), 1],
    ['a third of them', () => ({}), 3],
    ['a fifth of them', () => ({}), 5],
  ])('every link stays with its subject: %s', (_, changes, part) => {
    for (let first = 0; first < part; first++) {
      const chosen = samples.filter((_, index) => index % part === first)
      const pool = chosen.map((one) => toProfile(one, changes(one)))
      const context = { vocabulary: vocabularyOf(pool), now }
      for (const subject of pool) {
        for (const { article } of rankRelated(subject, pool, context)) {
          expect([subject.article.url, subjectOf(article.url)]).toEqual([
            subject.article.url,
            subjectOf(subject.article.url),
          ])
        }
      }
    }
  })

  test('two in five of all possible links are found, and most articles have one', () => {
    const found = all.map((subject) => related(subject).length)
    const possible = samples.map(({ key }) =>
      Math.min(3, samples.filter((other) => subjectOf(other.key) === subjectOf(key)).length - 1),
    )
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
    expect(sum(found) / sum(possible)).toBeGreaterThan(0.4)
    expect(found.filter((count) => count > 0).length / all.length).toBeGreaterThan(0.7)
  })

  test('two senses of a word make no link', () => {
    const pool = [profile('river 1'), profile('rates 1'), profile('football 3'), profile('startup 3')]
    for (const subject of pool) expect(related(subject, pool)).toEqual([])
  })

  test('a turn of phrase makes no link without a name or a subject', () => {
    const phrase = (id: number, title: string): RelatedProfile =>
      night(id, { title, dek: null, lead: '', effectiveAt: new Date(now.getTime() - id * 10 * day) })
    const court = phrase(1, 'Court issues arrest warrant for rookie officer')
    const bomber = phrase(2, 'Three face arrest warrant as ministers issue plea')
    expect(related(court, [bomber])).toEqual([])
    expect(
      related(phrase(3, 'Voltrane raises money'), [phrase(4, 'Rivals of Voltrane fall behind')]),
    ).toEqual([])
    expect(
      related(phrase(3, 'Money from Toyo for Voltrane'), [phrase(4, 'Toyo and Voltrane fall behind')]),
    ).toHaveLength(1)
  })

  test('no link lies below the cut, and the best stands first', () => {
    for (const subject of all) {
      const links = related(subject)
      expect(links.every(({ cosine }) => cosine >= 0.2)).toBe(true)
      expect(links.map(({ score }) => score)).toEqual(
        links.map(({ score }) => score).toSorted((a, b) => b - a),
      )
    }
  })
})

describe('the story itself is never a link', () => {
  const subject = profile('tram 1')
  const old = new Date(now.getTime() - 50 * day)

  test.each<[string, RelatedProfile]>([
    ['the article', subject],
    ['its address', profile('tram 3', { id: 90, url: subject.article.url })],
    [
      'its headline',
      profile('tram 1', {
        id: 90,
        url: 'b',
        title: 'NIGHT TRAMS return, to the river line after two years!',
        lead: '',
        effectiveAt: old,
      }),
    ],
    [
      'its text under a headline of two other words',
      profile('tram 1', {
        id: 90,
        url: 'b',
        title: 'Night trams return to the river line: at last',
        effectiveAt: old,
      }),
    ],
    [
      'another report of the same days',
      profile('tram 1', {
        id: 90,
        url: 'b',
        title: 'River line: night trams to return',
        dek: null,
        lead: 'From December trams run late.',
        effectiveAt: new Date(now.getTime() - 3 * day),
      }),
    ],
  ])('%s', (_, other) => {
    expect(related(subject, [other])).toEqual([])
  })

  test('nor a copy of its body, by hash or by likeness, unless it is too short to tell', () => {
    const body = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const marks = { wordCount: 60, bodyHash: 'h', minhash: minhashOf(body) }
    const copies: Partial<RelatedText>[] = [
      { ...marks, minhash: null },
      { ...marks, bodyHash: 'other' },
    ]
    for (const copy of copies) {
      expect(related(profile('tram 1', marks), [night(1, copy)])).toEqual([])
      expect(related(profile('tram 1', marks), [night(1, { ...copy, wordCount: 39 })])).toHaveLength(1)
    }
  })

  test('an earlier part of it is', () => {
    expect(keysOf(related(subject, [profile('tram 3')]))).toEqual(['tram 3'])
  })
})

describe('the order and the choice of links', () => {
  const subject = profile('tram 1')

  test('languages stay apart, unknown ones too', () => {
    expect(related(subject, [night(1, { language: 'de' }), night(2, { language: '' })])).toEqual([])
    expect(related(profile('tram 1', { language: '' }), [night(2, { language: '' })])).toHaveLength(1)
  })

  test('each source has one link, and no two links tell the same', () => {
    const once = { effectiveAt: new Date(now.getTime() - 20 * day) }
    const again = { effectiveAt: new Date(now.getTime() - 60 * day) }
    const sameSource = night(1, { ...again, source: 'Source 9', title: 'Lost night trams of the river line' })
    expect(related(subject, [night(1, once), sameSource])).toHaveLength(1)
    expect(keysOf(related(subject, [night(1, once), night(2, again)]))).toEqual(['night 1'])
    expect(keysOf(related(subject, [night(9, once), sameSource]))).toEqual(['night 9'])
  })

  test('three links are the most', () => {
    const rules = { ...defaultRelatedRules, leastCosine: 0.05 }
    const links = rankRelated(subject, all, { vocabulary, now, rules: { ...rules, perSource: 5 } })
    expect(links).toHaveLength(3)
  })

  test('a link loses half its score in 45 days', () => {
    const [fresh] = related(subject, [night(1, { effectiveAt: new Date(now.getTime() - 10 * day) })])
    const [old] = related(subject, [night(1, { effectiveAt: new Date(now.getTime() - 55 * day) })])
    expect(fresh?.cosine).toBe(old?.cosine)
    expect((fresh?.score ?? 0) / (old?.score ?? 1)).toBeCloseTo(2, 4)
  })

  test('another source counts a tenth more', () => {
    const [other] = related(subject, [night(1)])
    const [own] = related(subject, [night(1, { source: 'Harbor Post' })])
    expect((other?.score ?? 0) / (own?.score ?? 1)).toBeCloseTo(1.1, 4)
  })

  test('ties go to the smaller id, and the order of candidates makes no difference', () => {
    expect(keysOf(related(subject, [night(2), night(1)]))).toEqual(['night 1'])
    const expected = all.map((one) => keysOf(related(one)))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(all.map((one) => keysOf(related(one, shuffled)))).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  test('an article without words, or with words of its own only, has none', () => {
    for (const title of ['', '…', 'the of and', 'Zyxwv qprst mnlkj']) {
      expect(related(profile('tram 1', { id: 90, url: 'b', title, dek: null, lead: '' }))).toEqual([])
    }
    expect(related(profileRelated({ ...subject.article }), [])).toEqual([])
  })
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  profileRelated,
  searchQuery,
  vocabularyOf,
  type RelatedProfile,
} from '../../src/articles/related-profile.ts'
import { relatedTerms } from '../../src/articles/related-terms.ts'
import { now, samples } from './related-samples.ts'

function profile(title: string, dek: string | null = null, lead = ''): RelatedProfile {
  return profileRelated({
    id: 1,
    url: 'https://sample.example/',
    source: 'Sample Post',
    title,
    dek,
    lead,
    language: 'en',
    effectiveAt: now,
    wordCount: 30,
    bodyHash: null,
    minhash: null,
  })
}

const vocabulary = vocabularyOf(samples.map(({ title, dek, body }) => profile(title, dek, body)))

describe('a profile', () => {
  test('counts the terms of the title three times', () => {
    const { counts } = profile('Trams return', 'A tram is back.', 'Trams!')
    expect(Object.fromEntries(counts)).toEqual({ tram: 5, return: 3 })
  })

  test('knows names by their capitals, but for the first word', () => {
    const { capitals } = profile('Tram drivers meet Okafor', null, 'Okafor Said Trams')
    expect(capitals.get('okafor')).toBe(1)
    expect(capitals.get('driv')).toBe(-2)
    expect(capitals.get('tram')).toBe(1)
  })
})

describe('a vocabulary', () => {
  test('weighs a term the more the rarer it is, and one that it has not seen most', () => {
    const { weightOf } = vocabulary
    expect(weightOf('tram')).toBeLessThan(weightOf('turbin'))
    expect(weightOf('turbin')).toBeLessThan(weightOf('kestrel'))
    expect(vocabularyOf([]).weightOf('kestrel')).toBe(1)
  })

  test('takes terms of more than one article in twenty as telling nothing, not in a small archive', () => {
    const archive = Array.from({ length: 400 }, (_, index) => profile(index % 21 === 0 ? 'seldom' : 'kept'))
    const { isTelling } = vocabularyOf(archive)
    expect([isTelling('seldom'), isTelling('kept'), isTelling('kestrel')]).toEqual([true, false, true])
    expect(vocabularyOf(archive.slice(0, 10)).isTelling('kept')).toBe(true)
    expect(vocabularyOf([]).isTelling('kestrel')).toBe(true)
  })
})

describe('terms', () => {
  const termsOf = (text: string, language: string): string[] =>
    relatedTerms(text, language).map(({ term }) => term)

  test.each([
    ['en', 'pump', 'pumps'],
    ['en', 'worker', 'workers'],
    ['en', 'city', 'cities'],
    ['en', 'city', "city's"],
    ['en', 'plans', 'planning'],
    ['de', 'Wärmepumpe', 'Wärmepumpen'],
    ['de', 'Haus', 'Häuser'],
    ['de', 'Miete', 'Mieter'],
    ['fr', "l'année", 'années'],
  ])('in %s "%s" is "%s"', (language, a, b) => {
    expect(termsOf(a, language)).toEqual(termsOf(b, language))
  })

  test('words with a common start stay apart', () => {
    expect(termsOf('Bundestag', 'de')).not.toEqual(termsOf('Bundesliga', 'de'))
    expect(termsOf('international', 'en')).not.toEqual(termsOf('interest', 'en'))
    expect(termsOf('2025', 'en')).not.toEqual(termsOf('2026', 'en'))
  })

  test('grammar, letters and words of over 40 characters are none', () => {
    expect(termsOf(`the of a b ${'x'.repeat(41)} 7`, 'en')).toEqual([])
    expect(termsOf('港口大桥因发现裂缝而关闭', 'zh').length).toBeGreaterThan(3)
  })
})

describe('a query', () => {
  const queryOf = (title: string, dek: string | null = null): string =>
    searchQuery(profile(title, dek), vocabulary)

  test('is of the twelve weightiest words of title and dek, all quoted', () => {
    expect(queryOf('Kestrel cities', 'over the lake')).toBe(`'kestrel':* | 'cit':* | 'lake':*`)
    expect(
      queryOf(Array.from({ length: 50 }, (_, index) => `word${index}`).join(' ')).split(' | '),
    ).toHaveLength(12)
  })

  test('finds the words it is made of', () => {
    for (const { title, language } of samples) {
      const words = title.toLowerCase().split(/[^\p{L}\p{N}]+/u)
      for (const { prefix } of relatedTerms(title, language)) {
        expect(words.some((word) => word.startsWith(prefix))).toBe(true)
      }
    }
  })

  test('holds no operator, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab'"\\&|!:*()<-> éÄ漢\0\n`) }), (title) => {
        for (const part of queryOf(title).split(' | ').filter(Boolean)) {
          expect(part).toMatch(/^'(?:[^'\\]|''|\\\\)+':\*$/u)
        }
      }),
    )
  })

  test('is empty without words', () => {
    expect(queryOf('& | !')).toBe('')
  })
})

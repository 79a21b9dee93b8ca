import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { acceptedLanguage, closestLanguage, directionOf, languages } from '../src/language.ts'

test.each([
  ['de-CH', 'de'],
  ['DE', 'de'],
  ['ar_EG', 'ar'],
  ['es-419', 'es'],
  ['fr-Latn-CA', 'fr'],
  ['nl', 'en'],
  ['deutsch', 'en'],
  ['', 'en'],
])('the closest language of %j is %s', (locale, language) => {
  expect(closestLanguage(locale)).toBe(language)
})

describe('acceptedLanguage', () => {
  test.each([
    ['de-CH, fr;q=0.9, en;q=0.8', 'de'],
    ['nl, fr;q=0.5, de;q=0.7', 'de'],
    ['en;q=0, es', 'es'],
    ['de;q=0', undefined],
    ['*', undefined],
    ['fr;q=high, es;q=0.1', 'es'],
    ['', undefined],
  ])('%j asks for %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language)
  })

  test('takes any header whatever', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (header) => {
        expect([...languages, undefined]).toContain(acceptedLanguage(header))
      }),
    )
  })
})

test.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['az-Arab', 'rtl'],
  ['ar-Latn', 'ltr'],
  ['de', 'ltr'],
  ['zh-Hant', 'ltr'],
  ['no locale', 'ltr'],
])('%s is read %s', (locale, direction) => {
  expect(directionOf(locale)).toBe(direction)
})

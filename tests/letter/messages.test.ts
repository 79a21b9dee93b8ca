import { describe, expect, test } from '@jest/globals'
import { messagesFor } from '../../src/letter/messages/messages-for.ts'
import { openWhyLine } from '../../src/letter/why-line.ts'

test.each([
  ['en', ['1 story', '2 stories']],
  ['de', ['1 Meldung', '2 Meldungen']],
  ['fr', ['1 article', '2 articles']],
  ['es', ['1 noticia', '2 noticias']],
])('%s counts stories by its plural forms', (locale, texts) => {
  const { count } = messagesFor(locale)
  expect([count(1), count(2)]).toEqual(texts)
})

test('Arabic has a form for each of its six plurals', () => {
  const { count } = messagesFor('ar')
  const forms = [0, 1, 2, 3, 11, 100].map((number) => count(number))
  expect(new Set(forms).size).toBe(6)
  expect(forms).toEqual(['لا أخبار', 'خبر واحد', 'خبران', '3 أخبار', '11 خبرًا', '100 خبر'])
})

test('numbers are written as the locale writes them', () => {
  expect(messagesFor('de').count(1200)).toBe('1.200 Meldungen')
  expect(messagesFor('de-CH').count(1200)).toMatch(/^1['’]200 Meldungen$/)
  expect(messagesFor('ar-EG').issueNumber(47)).toBe('العدد ٤٧')
})

test('a language without a catalogue is spoken to in English, numbers and all', () => {
  expect(messagesFor('nl').count(1200)).toBe('1,200 stories')
})

test('a number is put in as it is, whatever stands around it', () => {
  expect(messagesFor('en').subject('$& costs $1', 4)).toBe('$& costs $1, and 4 more')
})

describe('the reason for a letter', () => {
  const newsletter = { name: 'Harbour', locale: 'en', time_zone: 'Europe/Berlin' }
  const at = new Date('2026-03-02T23:30:00Z')

  test('tells the day of the consent in the zone of the newsletter', () => {
    expect(openWhyLine(newsletter)({ at, source: 'import' })).toBe(
      'You get this because you signed up for Harbour on 3 March 2026.',
    )
  })

  test('says that a consent was confirmed by mail', () => {
    expect(openWhyLine(newsletter)({ at, source: 'form' })).toContain('confirmed it by mail on 3 March 2026')
  })

  test.each([
    ['de-AT', '3. März 2026'],
    ['fr', '3 mars 2026'],
    ['es', '3 de marzo de 2026'],
    ['ar', '3 مارس 2026'],
    ['nl', '3 March 2026'],
  ])('writes the day in the language of its words for %s', (locale, day) => {
    expect(openWhyLine({ ...newsletter, locale })({ at, source: 'import' })).toContain(day)
  })
})

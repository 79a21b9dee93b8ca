import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { buildLetter } from '../../src/letter/letter-model.ts'
import { sampleInput, sampleItem, sampleLink } from './sample-letter.ts'

describe('buildLetter', () => {
  test('the first item leads, the next stand in full, the rest in brief, and what is over is left out', () => {
    const letter = buildLetter(sampleInput(20))
    expect(letter.items.map((item) => item.section)).toEqual(['lead', 'top', 'top', 'top', 'top'])
    expect(letter.brief).toHaveLength(8)
  })

  test('the line of counts tells stories and minutes', () => {
    expect(buildLetter(sampleInput(3)).issue.countLine).toBe('3 stories, about 9 min')
    expect(buildLetter(sampleInput(1)).issue.countLine).toBe('1 story, about 3 min')
  })

  test('no total of minutes stands when an item has none', () => {
    const items = [sampleItem(1), sampleItem(2, { minutes: null })]
    expect(buildLetter({ ...sampleInput(0), items }).issue.countLine).toBe('2 stories')
  })

  test('the subject is the lead title, with the number of the others where there is room', () => {
    expect(buildLetter(sampleInput(5)).issue.subject).toBe(
      'Harbour sensors report story number 1, and 4 more',
    )
    const items = [
      sampleItem(1, { title: 'A title that goes on and on until no subject line can hold all of it' }),
    ]
    expect(buildLetter({ ...sampleInput(0), items }).issue.subject).toBe(
      'A title that goes on and on until no subject line can hold…',
    )
  })

  test('subject and preheader keep their lengths, whatever the titles', () => {
    const titles = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(titles, (titles) => {
        const items = titles.map((title, index) => sampleItem(index, { title }))
        const { subject, preheader } = buildLetter({ ...sampleInput(0), items }).issue
        expect(subject.length).toBeGreaterThan(0)
        expect(subject.length).toBeLessThanOrEqual(60)
        expect(preheader.length).toBeGreaterThanOrEqual(40)
        expect(preheader.length).toBeLessThanOrEqual(90)
      }),
    )
  })

  test('the week is told by its days in the zone of the newsletter', () => {
    const { issue } = buildLetter(sampleInput(1))
    expect(issue.weekLabel).toBe('16–22 November 2026')
    expect(issue.title).toBe('The week of 16–22 November 2026')
  })

  test('a date without a time is the same day everywhere, a date that is none is not shown', () => {
    const input = sampleInput(0)
    const items = ['2026-11-18', '2026-11-18T23:30:00Z', 'soon', null].map((publishedAt, n) =>
      sampleItem(n, { publishedAt }),
    )
    const { items: shown } = buildLetter({ ...input, items })
    expect(shown.map((item) => item.dateLabel)).toEqual(['18 Nov', '19 Nov', null, null])
  })

  test('a related link names its host when it leads elsewhere, and is dropped when it leads nowhere', () => {
    const related = [
      sampleLink(1, { url: 'https://www.harbour.example/a', publishedAt: null }),
      sampleLink(2, { url: 'javascript:alert(1)' }),
      sampleLink(3),
    ]
    const { items } = buildLetter({ ...sampleInput(0), items: [sampleItem(1, { related })] })
    expect(items[0]?.related.map(({ source, dateLabel }) => [source, dateLabel])).toEqual([
      [null, null],
      ['other.example', '12 Nov'],
    ])
  })

  test('an item without a web address is refused by name', () => {
    const items = [sampleItem(1, { url: 'data:text/html,x' })]
    expect(() => buildLetter({ ...sampleInput(0), items })).toThrow(/Harbour sensors.*data:text/)
  })

  test('an issue without items is a quiet week, with a subject and a preheader of its own', () => {
    const { issue } = buildLetter(sampleInput(0))
    expect(issue).toMatchObject({ subject: 'Harbour Weekly: a quiet week', countLine: '' })
    expect(issue.quiet).toMatch(/^A quiet week/)
    expect(issue.preheader).toMatch(/^A quiet week/)
  })

  test('an issue with fewer items than the least says that the week was quiet, and counts them', () => {
    const input = sampleInput(2)
    const { issue } = buildLetter({ ...input, limits: { ...input.limits, least: 3 } })
    expect(issue.quiet).toMatch(/quiet week/)
    expect(issue.countLine).toBe('2 stories, about 6 min')
    expect(buildLetter(sampleInput(2)).issue.quiet).toBe('')
  })
})

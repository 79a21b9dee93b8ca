import { describe, expect, test } from '@jest/globals'
import { readDate } from '../../src/articles/read-date.ts'

describe('an instant', () => {
  test.each([
    ['Mon, 09 Mar 2026 07:00:00 GMT', '2026-03-09T07:00:00.000Z'],
    ['09 Mar 26 07:00 PDT', '2026-03-09T14:00:00.000Z'],
    ['Sat, 01 Jan 94 00:00:00 +0530', '1993-12-31T18:30:00.000Z'],
    ['Thu, 01 Jan 2004 19:48:21 +0000 (UTC)', '2004-01-01T19:48:21.000Z'],
    ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21.000Z'],
    ['2026-03-09T07:00:00.250+01:00', '2026-03-09T06:00:00.250Z'],
    ['2026-03-09 07:00', '2026-03-09T07:00:00.000Z'],
    ['20260309T070000Z', '2026-03-09T07:00:00.000Z'],
    ['2026-12-31T24:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['March 9, 2026 at 7:30 p.m.', '2026-03-09T19:30:00.000Z'],
    ['Montag, 9. März 2026, 07:00 Uhr', '2026-03-09T07:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(readDate(text)).toEqual({ at: new Date(iso), precision: 'instant' })
  })
})

describe('a day is its noon in UTC', () => {
  test.each([
    '2026-03-09',
    'March 9, 2026',
    'Mar. 9th, 2026',
    'Monday, March 9, 2026',
    '9 March 2026',
    '9. März 2026',
    '9 mars 2026',
    '9 de marzo de 2026',
    '9 marzo 2026',
    'Mon, 09 Mar 2026',
    'Mon, 09 Mar 2026 07:00:00 XYZ',
  ])('%s', (text) => {
    expect(readDate(text)).toEqual({ at: new Date('2026-03-09T12:00:00Z'), precision: 'day' })
  })
})

describe('no date', () => {
  test.each([
    '',
    'yesterday',
    '31 Feb 2026',
    '2026-02-29',
    '2026-13-01',
    '2026-03-09T25:00:00Z',
    '09/03/2026',
    '1773045600',
    'Mon, 00 Mar 2026',
    '9 Foo 2026',
    `9 March 2026 ${'x'.repeat(1000)}`,
    '0000-01-01',
  ])('%s', (text) => {
    expect(readDate(text)).toBeNull()
  })
})

import { describe, expect, test } from '@jest/globals'
import { compareTitles } from '../../src/articles/compare-titles.ts'
import { identifyItem, type Candidate } from '../../src/articles/identify-item.ts'
import { isFlood } from '../../src/articles/is-flood.ts'
import { minhashOf } from '../../src/articles/minhash.ts'

const noon = new Date('2026-11-18T12:00:00Z')
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000)
const story =
  'The night tram will run again in spring, the council said, after two years of work on the rails.'
const other = 'A pool by the sea opens its doors to swimmers who do not mind the cold of the northern water.'

interface Given {
  readonly title?: string
  readonly at?: Date
  readonly text?: string
  readonly guid?: string | null
  readonly byKey?: number
  readonly byGuid?: number
  readonly candidates?: readonly Candidate[]
  readonly claimed?: readonly number[]
}

const article = (id: number, title: string, at = noon, text = ''): Candidate => ({
  id,
  title,
  at,
  texts: () => [minhashOf(text)],
})

function identify(given: Given) {
  const { title = 'The night tram', at = noon, text = '', guid = 'g', byKey, byGuid } = given
  const texts = () => [minhashOf(text)]
  return identifyItem(
    { sourceId: 3, key: 'k', guid, title, at, texts },
    { byKey, byGuid, candidates: given.candidates ?? [], claimed: new Set(given.claimed) },
  )
}

const key = { kind: 'canonical', scope: '', value: 'k' }
const guid = { kind: 'guid', scope: '3', value: 'g' }

describe('an item is', () => {
  test.each<[string, Given, number | string, object[]]>([
    ['the article of its address', { byKey: 1, byGuid: 1 }, 1, []],
    ['the article of its address under a new GUID', { byKey: 1 }, 1, [guid]],
    ['the article of its address, whosever the GUID was', { byKey: 1, byGuid: 2 }, 1, [guid]],
    ['the article of its address without a GUID', { byKey: 1, guid: null }, 1, []],
    ['new when nothing is known', {}, 'unknown', [key, guid]],
    [
      'the article of its GUID with the same title at a new address',
      { byGuid: 1, candidates: [article(1, 'The night tram')], at: later(900) },
      1,
      [key],
    ],
    [
      'the article of its GUID with an edited title',
      { byGuid: 1, candidates: [article(1, 'The night tram is back')] },
      1,
      [key],
    ],
    [
      'the article of its GUID with another title and the same text',
      { byGuid: 1, candidates: [article(1, 'Rails ready by spring', noon, story)], text: story },
      1,
      [key],
    ],
    [
      'new when its GUID was that of another title',
      { byGuid: 1, candidates: [article(1, 'A pool by the sea', noon, other)], text: story },
      'guid_reused',
      [key, guid],
    ],
    [
      'new when its GUID was that of an earlier part',
      { byGuid: 1, title: 'Episode 13', candidates: [article(1, 'Episode 12')], at: later(168) },
      'guid_reused',
      [key, guid],
    ],
    [
      'new when the article of its GUID is another item of the feed',
      { byGuid: 1, candidates: [article(1, 'The night tram')], claimed: [1] },
      'guid_reused',
      [key, guid],
    ],
    [
      'one of the same title within 48 hours',
      { candidates: [article(1, 'The Night Tram', later(48))] },
      1,
      [key, guid],
    ],
    [
      'new when the same title is older',
      { candidates: [article(1, 'The night tram', later(-49))] },
      'unknown',
      [key, guid],
    ],
    [
      'one of the same title and text, however old',
      { candidates: [article(1, 'The night tram', later(-9_000), story)], text: story },
      1,
      [key, guid],
    ],
    [
      'new when the article of the same title is another item of the feed',
      { candidates: [article(1, 'The night tram')], claimed: [1] },
      'unknown',
      [key, guid],
    ],
    [
      'the nearest in time of several',
      { candidates: [article(1, 'The night tram', later(-40)), article(2, 'The night tram', later(2))] },
      2,
      [key, guid],
    ],
  ])('%s', (_name, given, expected, addAliases) => {
    const found = identify(given)
    expect(found.kind === 'known' ? found.articleId : found.reason).toBe(expected)
    expect(found.addAliases).toEqual(addAliases)
  })
})

test.each([
  ['The night tram', 'the  Night tram!', 1],
  ['夜行電車が戻る', '夜行電車が春に戻る', 0.5],
  ['The night tram returns', 'The night tram will return', 0.5],
])('%s is like %s', (a, b, least) => expect(compareTitles(a, b)).toBeGreaterThanOrEqual(least))

test.each([
  ['The night tram returns', 'A pool by the sea'],
  ['', 'A pool by the sea'],
  ['a', 'b'],
])('%s is not like %s', (a, b) => expect(compareTitles(a, b)).toBeLessThan(0.5))

describe('a reading is', () => {
  const old = (count: number) => Array.from({ length: count }, () => later(-1))
  test.each<[string, boolean, number, (Date | null)[], Date | null]>([
    ['a flood of old items', true, 10, old(8), noon],
    ['no flood with nine items', false, 9, old(9), noon],
    ['no flood with seven new of ten', false, 10, old(7), noon],
    ['no flood when one is fresh', false, 10, [...old(9), later(1)], noon],
    ['a flood with undated ones among them', true, 10, [...old(8), null, null], noon],
    ['no flood of undated items', false, 10, Array<null>(10).fill(null), noon],
    ['no flood at first', false, 10, old(10), null],
  ])('%s', (_name, expected, itemCount, newDates, lastFetchedAt) =>
    expect(isFlood({ itemCount, newDates, lastFetchedAt })).toBe(expected),
  )
})

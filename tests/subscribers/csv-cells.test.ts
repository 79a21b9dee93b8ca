import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { csvText } from '../../src/subscribers/csv-text.ts'
import { guardCell, unguardCell } from '../../src/subscribers/formula-guard.ts'
import { readInstant, readLocale } from '../../src/subscribers/import-cells.ts'
import { readStatusWord } from '../../src/subscribers/import-status.ts'
import { cleanName } from '../../src/subscribers/person-name.ts'
import { readCsv } from '../../src/subscribers/read-csv.ts'
import { arrayText } from '../../src/subscribers/staged-line.ts'
import { readTopics, writeTopics } from '../../src/subscribers/topics-cell.ts'

const anyCell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', 'a', '＝'),
    maxLength: 8,
  }),
)

test.each(['=1+1', '+49 30', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '\0x', '＝1', "'=1", "''+x"])(
  'the cell %j gets a quote, which comes off again',
  (text) => {
    expect(guardCell(text)).toBe(`'${text}`)
    expect(unguardCell(guardCell(text))).toBe(text)
  },
)

test.each(["O'Brien", "'tis", 'a=b', '', "'"])('the cell %j stays as it is, both ways', (text) => {
  expect([guardCell(text), unguardCell(text)]).toEqual([text, text])
})

test('what is written as CSV is read back as it was, and no cell begins a formula', async () => {
  const table = fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = csvText([['a', 'b', 'c'], ...rows])
      const read: string[][] = []
      for await (const { cells } of readCsv(one(text))) {
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n\0]/)
        read.push(cells.map(unguardCell))
      }
      expect(read.slice(1)).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

test('topics come back from their cell in their order, each once', () => {
  const topic = fc.string({
    unit: fc.constantFrom('a', ';', '\\', 'é', ' b', '"'),
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.array(topic), (topics) => {
      const clean = [...new Set(topics.map((text) => text.trim()).filter((text) => text !== ''))]
      expect(readTopics(writeTopics(clean))).toEqual(clean)
    }),
  )
  expect(readTopics(' ports; ferries ;;ports')).toEqual(['ports', 'ferries'])
  expect(arrayText(['a', 'b"\\c'])).toBe('{"a","b\\"\\\\c"}')
})

test.each([
  ['2026-11-02', '2026-11-02T00:00:00.000Z'],
  ['2026-11-02 08:30:15', '2026-11-02T08:30:15.000Z'],
  ['2026-11-02T08:30+02:00', '2026-11-02T06:30:00.000Z'],
  ['2026-11-02T08:30:00.123456Z', '2026-11-02T08:30:00.123Z'],
])('%s is an instant', (text, iso) => {
  expect(readInstant(text)?.toISOString()).toBe(iso)
})

test.each(['', '02.11.2026', '11/02/2026', '2026-02-30', '2026-13-01', 'yesterday', '2026-11-02T25:00'])(
  '%j is none',
  (text) => expect(readInstant(text)).toBeUndefined(),
)

test('a locale is taken in its usual spelling, and a status by the words of other systems', () => {
  expect(['de_at', 'EN', 'zh-hant-tw', 'x_', '123456789'].map(readLocale)).toEqual([
    'de-AT',
    'en',
    'zh-Hant-TW',
    undefined,
    undefined,
  ])
  expect(readStatusWord(' Subscribed ')).toEqual({ subscription: 'active', person: 'active' })
  expect(readStatusWord('opted-out')).toEqual({ subscription: 'unsubscribed', person: 'active' })
  expect(readStatusWord('cleaned')).toEqual({ subscription: 'active', person: 'bounced' })
  expect(['constructor', 'gold', ''].map(readStatusWord)).toEqual([undefined, undefined, undefined])
})

test('a name stands on one line', () => {
  expect(cleanName(' Ann\r\nBcc: x\u2028y ')).toBe('Ann Bcc: x y')
  expect(cleanName(' \n ')).toBeNull()
  expect([cleanName('x'.repeat(201)), cleanName('a\uD800'), cleanName('a\uFFFD')]).toEqual(
    Array(3).fill(undefined),
  )
})

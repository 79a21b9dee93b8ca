import { describe, expect, test } from '@jest/globals'
import { decodeCsv } from '../../src/subscribers/decode-csv.ts'
import { findDelimiter } from '../../src/subscribers/find-delimiter.ts'
import { readCsv, type CsvLine } from '../../src/subscribers/read-csv.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function decoded(bytes: Uint8Array, size = bytes.length || 1): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of decodeCsv(pieces(bytes, size))) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

async function linesOf(text: string | Uint8Array, size = 7): Promise<CsvLine[]> {
  const lines: CsvLine[] = []
  for await (const line of readCsv(pieces(Buffer.from(text), size))) lines.push(line)
  return lines
}

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()
const sample = `email,name\r\nann@example.com,Zoë Jürgen €\r\n${'x'.repeat(1500)}`
const latin = Buffer.from([...sample].map((letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0))))

describe('a file is read', () => {
  test.each([
    ['UTF-8', Buffer.from(sample)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${sample}`)],
    ['UTF-16 little-endian with a mark', Buffer.from(`\uFEFF${sample}`, 'utf16le')],
    ['UTF-16 big-endian with a mark', swapped(`\uFEFF${sample}`)],
    ['UTF-16 little-endian without one', Buffer.from(sample, 'utf16le')],
    ['UTF-16 big-endian without one', swapped(sample)],
    ['windows-1252', latin],
  ])('in %s, however it is cut into pieces', async (_name, bytes) => {
    for (const size of [1, 2, 3, 1024, bytes.length]) expect(await decoded(bytes, size)).toBe(sample)
  })

  test('when its first letter beyond ASCII comes late', async () => {
    const late = `${'a'.repeat(3000)}é${'b'.repeat(3000)}`
    for (const size of [999, 3001, 6002]) {
      expect(await decoded(Buffer.from(late), size)).toBe(late)
      expect(await decoded(Buffer.from(late, 'latin1'), size)).toBe(late)
    }
  })

  test('when it is empty', async () => {
    expect(await decoded(Buffer.alloc(0))).toBe('')
    expect(await linesOf('')).toEqual([])
  })

  test('but not when it begins with zero bytes', async () => {
    await expect(decoded(Buffer.alloc(100_000), 4096)).rejects.toMatchObject({ code: 'bad_input' })
  })
})

test.each([
  ['a,b,c', ','],
  ['a;b;c', ';'],
  ['a\tb\tc', '\t'],
  ['"a,b,c,d";"e"', ';'],
  ['email', ','],
  ['\r\n\r\na;b\n1,2,3,4', ';'],
])('the first line %j is cut by %j', (head, delimiter) => {
  expect(findDelimiter(head)).toBe(delimiter)
})

describe('a line', () => {
  test('is told by where it begins, whatever breaks it and whatever stands in quotes', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['a,b', `1,"x${end}y${end}z"`, '', '2,"p""q, r"', `3,"${end}"`, '4'].join(end)
      expect(await linesOf(text)).toEqual([
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', `x${end}y${end}z`] },
        { line: expect.any(Number), cells: ['2', 'p"q, r'] },
        { line: expect.any(Number), cells: ['3', end] },
        { line: 9, cells: ['4'] },
      ])
    }
  })

  test('may hold quotes that RFC 4180 does not have', async () => {
    expect((await linesOf('a,b\nAnn "A" Lee,"B" x\n2,3')).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['Ann "A" Lee', '"B" x'],
      ['2', '3'],
    ])
  })

  test('whose quote is never closed is the only one that is lost', async () => {
    expect(await linesOf('a,b\n1,2\n"3,4\n5,6\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: [], fault: expect.stringContaining('never closed') },
    ])
  })

  test.each([
    ['without end', 'x'],
    ['of zero bytes after a good head', '\0'],
    ['of quoted line breaks', '\n'],
  ])('%s ends the reading before much of it was taken', async (_name, letter) => {
    let taken = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`email\n${'a@example.com\n'.repeat(200)}"`)
      for (;;) {
        taken++
        yield Buffer.alloc(16_384, letter)
      }
    }
    const reading = (async () => {
      for await (const line of readCsv(endless())) expect(line.cells).toHaveLength(1)
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('64 KB'),
    })
    expect(taken).toBeLessThan(50)
  })
})

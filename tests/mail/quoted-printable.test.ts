import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { encodeQuotedPrintable } from '../../src/mail/quoted-printable.ts'

/** Reads quoted-printable by the letter of RFC 2045 6.7. */
function decode(encoded: string): string {
  const bytes = encoded.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16))
  })
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

test.each([
  ['plain text', 'The night tram runs.', 'The night tram runs.'],
  ['an equals sign', 'a=b', 'a=3Db'],
  ['letters beyond ASCII', 'Größe', 'Gr=C3=B6=C3=9Fe'],
  ['white space at the end of a line', 'a \nb\t', 'a=20\r\nb=09'],
  ['spaces in a row', 'a   b', 'a =20 b'],
  ['a dot at the start of a line', '.\n..x', '=2E\r\n=2E.x'],
  ['From at the start of a line', 'From here\nFrom\na From here', '=46rom here\r\nFrom\r\na From here'],
  ['line ends of every kind', 'a\rb\nc\r\nd', 'a\r\nb\r\nc\r\nd'],
  ['half a surrogate pair', 'a\ud83d', 'a=EF=BF=BD'],
  ['nothing', '', ''],
])('%s', (_name, text, encoded) => {
  expect(encodeQuotedPrintable(text)).toBe(encoded)
})

test('a long line is broken softly, and what starts the next line is protected', () => {
  const text = `${'x'.repeat(75)}.${'y'.repeat(72)}From here`
  expect(encodeQuotedPrintable(text)).toBe(`${'x'.repeat(75)}=\r\n=2E${'y'.repeat(72)}=\r\n=46rom here`)
})

test('the bytes of one character stand on one line', () => {
  const lines = encodeQuotedPrintable('🚋'.repeat(20)).split('=\r\n')
  expect(lines.every((line) => line.length % 12 === 0)).toBe(true)
})

test('whatever the text, it comes back, in lines that no relay touches', () => {
  const unit = fc.oneof(
    fc.constantFrom('.', 'From ', ' ', '\t', '\n', '=', 'word', '\0', '\u2028', 'x'.repeat(74)),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('').replaceAll('\r', '')
      const encoded = encodeQuotedPrintable(text)
      expect(decode(encoded)).toBe(text.replaceAll('\n', '\r\n').toWellFormed())
      const lines = encoded.split('\r\n')
      expect(lines.filter((line) => !/^(?!\.|From )(?!.* {2})[ -~]{0,76}(?<! )$/.test(line))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

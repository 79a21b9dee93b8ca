import { encodeQuotedPrintable } from '../mail/quoted-printable.ts'
import { fail, ok, warn, type Fault, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'

const kilobyte = 1000

/** Gmail cuts a letter off at some 102 KB of encoded HTML; see docs/checks.md. */
const largestHtml = 95 * kilobyte
const goodHtml = 60 * kilobyte

/** Gmail drops a style sheet above 16 KB. */
const largestSheet = 16 * kilobyte
const goodSheet = 4 * kilobyte
const goodStyles = 8 * kilobyte

/** The bytes of the HTML part as it is sent, in quoted-printable. */
export function sizeOf(html: string): number {
  return Buffer.byteLength(encodeQuotedPrintable(html))
}

/** Judges whether a letter is shown whole: its size as it is sent, its style sheets, its pictures. */
export function checkSize(letter: OpenedLetter): Finding[] {
  return [checkHtmlSize(letter), checkStyles(letter), countImages(letter)]
}

function checkHtmlSize({ html }: OpenedLetter): Finding {
  const bytes = sizeOf(html)
  const detail = `${kilobytes(bytes)} of HTML as it is sent`
  if (bytes <= goodHtml) return ok('size/html', detail)
  const fault: Fault = {
    detail: `${detail}, over ${kilobytes(bytes > largestHtml ? largestHtml : goodHtml)}`,
    where: null,
    mend: 'Show fewer articles (`recap newsletter set max-items`), or shorten the note.',
  }
  return bytes > largestHtml ? fail('size/html', fault) : warn('size/html', fault)
}

function checkStyles({ sheets }: OpenedLetter): Finding {
  const sizes = sheets.map((sheet) => sheet.bytes)
  const largest = Math.max(0, ...sizes)
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0)
  const detail = `${kilobytes(total)} of style sheets, the largest ${kilobytes(largest)}`
  if (largest <= goodSheet && total <= goodStyles) return ok('size/styles', detail)
  const fault: Fault = {
    detail: `${detail}; ${kilobytes(goodStyles)} and ${kilobytes(goodSheet)} are enough`,
    where: '<style>',
    mend: 'Take rules out of the head of the template.',
  }
  return largest > largestSheet ? fail('size/styles', fault) : warn('size/styles', fault)
}

function countImages({ document }: OpenedLetter): Finding {
  const count = document.querySelectorAll('img').length
  return ok('size/pictures', count === 1 ? '1 picture' : `${count} pictures`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / kilobyte).toFixed(1)} KB`
}

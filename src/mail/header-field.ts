import { AppError } from '../errors.ts'
import { encodeWords } from './encoded-word.ts'

const wantedLine = 78

/**
 * A header field of words that must not be cut, folded where a line would pass 78 characters (RFC 5322 2.2.3), with
 * its CRLF. A word with white space or a control character is an `internal` error: it could start another field.
 */
export function headerField(name: string, words: readonly string[]): string {
  let field = ''
  let line = `${name}:`
  for (const word of words) {
    if (!/^[!-~]+$|^[^\s\p{Cc}]+$/u.test(word)) throw unsafe(name)
    if (line.length + 1 + word.length > wantedLine) {
      field += `${line}\r\n`
      line = ''
    }
    line += ` ${word}`
  }
  return `${field}${line}\r\n`
}

/** The field of a text that a person wrote: as it is when plain ASCII words do, else in encoded words. */
export function textField(name: string, text: string): string {
  const clean = cleanHeaderText(text)
  const isPlain = /^[!-~]{1,60}( [!-~]{1,60})*$/.test(clean) && !clean.includes('=?')
  if (clean === '') return `${name}:\r\n`
  return headerField(name, isPlain ? clean.split(' ') : encodeWords(clean, name.length + 2))
}

/** Text for a header: control characters and line separators, alone or in a row, become one space. */
export function cleanHeaderText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

function unsafe(name: string): AppError {
  return new AppError(
    'internal',
    `The header field ${name} was given white space or a control character. Hand in words.`,
  )
}

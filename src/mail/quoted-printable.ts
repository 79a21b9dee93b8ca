const longestLine = 75

/**
 * UTF-8 text as quoted-printable (RFC 2045 6.7) with CRLF line ends, in lines of at most 76 characters. No line starts
 * with a dot or with `From `, none ends in white space and none holds two spaces in a row, so that no relay changes the
 * text and DKIM's relaxed form of it (RFC 6376 3.4.4) is the text itself. A lone surrogate becomes U+FFFD.
 */
export function encodeQuotedPrintable(text: string): string {
  if (isPlain(text)) return breakPlain(text)
  return text
    .toWellFormed()
    .split(/\r\n?|\n/)
    .map((line) => (isPlain(line) ? breakPlain(line) : encodeLine(line)))
    .join('\r\n')
}

/** Whether a line needs no escapes but for how it starts: what one recipient gets is mostly such. */
function isPlain(line: string): boolean {
  return /^([!-<>-~]+( [!-<>-~]+)*)?$/.test(line)
}

function breakPlain(line: string): string {
  if (line.length <= longestLine && !isSpecialAt(line, 0)) return line
  let broken = ''
  for (let start = 0; start < line.length;) {
    const escaped = isSpecialAt(line, start) ? escapeBytes(line.charAt(start)) : ''
    const from = escaped === '' ? start : start + 1
    const end = from + longestLine - escaped.length
    broken += `${start === 0 ? '' : '=\r\n'}${escaped}${line.slice(from, end)}`
    start = end
  }
  return broken
}

/** What a relay or a mailbox file would change at the start of a line. */
function isSpecialAt(line: string, index: number): boolean {
  return line.startsWith('.', index) || line.startsWith('From ', index)
}

function encodeLine(line: string): string {
  const lines: string[] = []
  let current = ''
  let index = 0
  for (const character of line) {
    index += character.length
    const isLast = index === line.length
    const unit = encodeCharacter(character, { before: current.at(-1), isLast })
    if (current.length + unit.length > longestLine) {
      lines.push(current)
      current = ''
    }
    const isSpecial = current === '' && isSpecialAt(line, index - character.length)
    current += isSpecial ? escapeBytes(character) : unit
  }
  lines.push(current)
  return lines.join('=\r\n')
}

interface Place {
  readonly before: string | undefined
  readonly isLast: boolean
}

function encodeCharacter(character: string, { before, isLast }: Place): string {
  if (character === ' ') return isLast || before === ' ' ? '=20' : ' '
  return character >= '!' && character <= '~' && character !== '=' ? character : escapeBytes(character)
}

function escapeBytes(character: string): string {
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '=$&')
}

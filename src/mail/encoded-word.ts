/** RFC 2047 2: an encoded word has at most 75 characters. */
const longest = 75
const frame = '=?UTF-8?Q??='.length

/**
 * Text of any script as encoded words (RFC 2047) that together decode to it; no character is cut in two. The form, Q
 * or B, is the shorter one. The first word leaves `taken` characters free for what stands before it on its line.
 */
export function encodeWords(text: string, taken: number): string[] {
  const characters = Array.from(text.toWellFormed())
  const quoted = characters.map(quote)
  const isQuoted = quoted.join('').length <= (Buffer.byteLength(text) * 4) / 3
  const widths = isQuoted ? quoted.map((unit) => unit.length) : characters.map((c) => Buffer.byteLength(c))
  const groups: string[][] = [[]]
  let room = roomFor(isQuoted, taken)
  characters.forEach((character, index) => {
    const width = widths[index] ?? 0
    if (width > room) {
      groups.push([])
      room = roomFor(isQuoted, 0)
    }
    groups.at(-1)?.push(isQuoted ? (quoted[index] ?? '') : character)
    room -= width
  })
  return groups.map((group) => {
    const content = group.join('')
    return isQuoted ? `=?UTF-8?Q?${content}?=` : `=?UTF-8?B?${Buffer.from(content).toString('base64')}?=`
  })
}

/** How many characters of Q, or bytes of B, a word can hold. */
function roomFor(isQuoted: boolean, taken: number): number {
  const characters = longest - frame - taken
  return isQuoted ? characters : Math.floor(characters / 4) * 3
}

/** The Q encoding in the narrow form that is right in a display name too (RFC 2047 5, rule 3). */
function quote(character: string): string {
  if (character === ' ') return '_'
  if (/^[A-Za-z0-9!*+/-]$/.test(character)) return character
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '=$&')
}

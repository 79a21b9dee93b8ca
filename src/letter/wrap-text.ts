import { graphemesWithin } from './clean-text.ts'

const columns = 78

/** Breaks a paragraph into lines of at most 78 characters; `first` opens the first line, as many spaces the others. */
export function wrapText(text: string, first = ''): string {
  const width = columns - first.length
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => chopped(word, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((part, index) => (index === 0 ? first : ' '.repeat(first.length)) + part).join('\n')
}

/** A word longer than a line, in pieces that fit one; words of other scripts may have no spaces at all. */
function chopped(word: string, width: number): string[] {
  const pieces: string[] = []
  let rest = word
  while (rest.length > width) {
    const piece = graphemesWithin(rest, width) || rest.slice(0, width)
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return [...pieces, rest]
}

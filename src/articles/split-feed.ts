import { closeFeed } from './repair-feed.ts'

/** Characters of one piece; a parser takes some ten times that much memory while it reads. */
const pieceSize = 500_000

/**
 * A large feed as smaller feeds, one at a time: each has what stands before the entries and its share of them, whole.
 * A feed that is small, or has no entries that end, is its only piece.
 */
export function* splitFeed(text: string): Generator<string, void> {
  const first = text.length > 2 * pieceSize ? /<((?:[\w-]+:)?(?:item|entry))(?=[\s>])/i.exec(text) : null
  const head = text.slice(0, first?.index ?? 0)
  let rest = text.slice(head.length)
  for (const share of first?.[1] === undefined ? [] : sharesOf(rest, first[1])) {
    const piece = closeFeed(head + share)
    if (piece === null) break
    yield piece
    rest = rest.slice(share.length)
  }
  yield head + rest
}

/** All entries but the last ones, in shares of a piece each. */
function* sharesOf(entries: string, name: string): Generator<string, void> {
  let rest = entries
  while (rest.length > 2 * pieceSize) {
    const end = endOfEntry(rest, name, pieceSize)
    if (end === null) return
    yield rest.slice(0, end)
    rest = rest.slice(end)
  }
}

/** Where the first entry ends that ends after a place; an end tag in a CDATA section is none. */
function endOfEntry(text: string, name: string, after: number): number | null {
  const sectionOrEnd = new RegExp(String.raw`<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|</${name}\s*>`, 'g')
  for (let found = sectionOrEnd.exec(text); found; found = sectionOrEnd.exec(text)) {
    if (found.index >= after && found[0].startsWith('</')) return sectionOrEnd.lastIndex
  }
  return null
}

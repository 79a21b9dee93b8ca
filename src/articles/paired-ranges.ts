const furthest = 1000
const closers = new Map([
  ['"', ['"']],
  ['(', [')']],
  ['[', [']']],
  ['（', ['）']],
  ['「', ['」']],
  ['『', ['』']],
  ['“', ['”']],
  ['„', ['“', '”']],
  ['«', ['»']],
  ['»', ['«']],
])

/** Where quotations and bracketed asides begin and end, outermost ones in order; what does not close within 1,000 units is none. */
export function pairedRanges(text: string): [number, number][] {
  const nextOf = finderOf(text)
  const ranges: [number, number][] = []
  let end = -1
  for (const { 0: opener, index: start } of text.matchAll(/["([（「『“„«»]/g)) {
    if (start <= end || !isOpening(text, start)) continue
    const close = Math.min(...(closers.get(opener) ?? []).map((closer) => nextOf(closer, start + 1)))
    if (close - start > furthest || (opener === '"' && isOpening(text, close))) continue
    end = close
    ranges.push([start, end])
  }
  return ranges
}

/** A mark that also closes opens only at the start of a word. */
function isOpening(text: string, start: number): boolean {
  const mark = text[start]
  if (mark !== '"' && mark !== '»') return true
  return /[\s([—–-]/.test(text[start - 1] ?? ' ') && /\S/.test(text[start + 1] ?? ' ')
}

/** Finds the next place of a mark; asked with growing places only, it reads the text once per mark. */
function finderOf(text: string): (mark: string, from: number) => number {
  const found = new Map<string, number>()
  return (mark, from) => {
    const known = found.get(mark) ?? -1
    if (known >= from) return known
    const at = text.indexOf(mark, from)
    const place = at === -1 ? Infinity : at
    found.set(mark, place)
    return place
  }
}

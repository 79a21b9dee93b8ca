/**
 * Text from outside as it may be shown: NFC, on one line, without control, direction-override or broken characters,
 * and no longer than `limit` UTF-16 units.
 */
export function cleanText(text: string, limit: number): string {
  const clean = cleanCharacters(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return cutText(clean, limit)
}

/** Text in NFC without direction-override or broken characters; its lines stay. */
export function cleanCharacters(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g, '')
}

/** Text of at most `limit` UTF-16 units; what is too long ends at a word boundary, with an ellipsis. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const room = graphemesWithin(text, limit - 1)
  const space = room.lastIndexOf(' ')
  const atWord = text[room.length] === ' ' || space < limit / 2 ? room : room.slice(0, space)
  return `${atWord.replace(/[\s,;:.·–—-]+$/u, '')}…`
}

/** The longest beginning of whole graphemes within a length, so that no emoji or accent is cut in two. */
export function graphemesWithin(text: string, limit: number): string {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, limit * 2))) {
    if (index + segment.length > limit) break
    end = index + segment.length
  }
  return text.slice(0, end)
}

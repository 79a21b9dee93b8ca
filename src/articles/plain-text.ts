/** Control characters but for white space, bidi embeddings and isolates, invisible marks, lone surrogates. */
const unwanted =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu

/**
 * One line of text that is safe to store and to show: NFC, no control or bidi-override characters, white space
 * folded, at most `maxLength` UTF-16 units (cut at a word, marked with an ellipsis).
 */
export function plainText(text: string, maxLength = 2000): string {
  const line = cleanText(text).replaceAll(/\s+/g, ' ').trim()
  return line.length <= maxLength ? line : shorten(line, maxLength)
}

/** The same, paragraph by paragraph: paragraphs stand between blank lines, empty ones are dropped. */
export function plainParagraphs(text: string, maxLength = 200_000): string {
  const paragraphs = cleanText(text)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
  return paragraphs.length <= maxLength ? paragraphs : shorten(paragraphs, maxLength)
}

/** How many words a text has, whatever its language; scripts without spaces count by run. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0
}

function cleanText(text: string): string {
  return text.replaceAll(unwanted, '').normalize('NFC')
}

function shorten(text: string, maxLength: number): string {
  const head = text.slice(0, maxLength - 1)
  const lastSpace = head.lastIndexOf(' ')
  const cut = lastSpace > maxLength / 2 ? head.slice(0, lastSpace) : head
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}

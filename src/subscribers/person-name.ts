const longestName = 200

/** A name on one line, in NFC; null for an empty one, undefined for one that is too long or holds no readable text. */
export function cleanName(text: string): string | null | undefined {
  const name = text
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
  if (name.length > longestName || /[\p{Cs}\uFFFD]/u.test(name)) return undefined
  return name === '' ? null : name
}

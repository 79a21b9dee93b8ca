/** How alike two titles are, 0 to 1: the share of letter pairs that they have in common (Dice 1945). */
export function compareTitles(a: string, b: string): number {
  const [one, other] = [lettersOf(a), lettersOf(b)]
  if (one === other) return 1
  const [pairs, otherPairs] = [pairsOf(one), pairsOf(other)]
  const total = pairs.length + otherPairs.length
  if (total === 0) return 0
  const left = new Map<string, number>()
  for (const pair of pairs) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of otherPairs) {
    const count = left.get(pair) ?? 0
    if (count > 0) common++
    left.set(pair, count - 1)
  }
  return (2 * common) / total
}

/** The numbers in a title, which tell the parts of a series from each other. */
export function numbersOf(title: string): string {
  return (title.match(/\d+/g) ?? []).join(' ')
}

function lettersOf(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))
}

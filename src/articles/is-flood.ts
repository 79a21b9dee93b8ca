/** What a later reading of a source brought. */
export interface Reading {
  readonly itemCount: number
  /** When the items that are new were published; null when they do not tell. */
  readonly newDates: readonly (Date | null)[]
  /** When the source was read last; null at its first reading. */
  readonly lastFetchedAt: Date | null
}

const fewestItems = 10
const leastShare = 0.8

/**
 * Whether a source poured out its archive, as when a site moves: of ten items or more, four in five are new and dated
 * before the last reading, and none is dated after it.
 */
export function isFlood({ itemCount, newDates, lastFetchedAt }: Reading): boolean {
  if (lastFetchedAt === null || itemCount < fewestItems) return false
  const dated = newDates.filter((date) => date !== null)
  return dated.length >= itemCount * leastShare && dated.every((date) => date < lastFetchedAt)
}

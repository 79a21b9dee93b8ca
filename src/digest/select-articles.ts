import { Temporal } from '@js-temporal/polyfill'
import type { Candidate } from './candidates.repository.ts'

export interface SelectionLimits {
  readonly maxItems: number
  readonly timeZone: string
}

/** The articles of an issue in their order: the newest day first, the longest of a day first, the key last. */
export function selectArticles(candidates: readonly Candidate[], limits: SelectionLimits): Candidate[] {
  const dayOf = (at: Date): string =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime())
      .toZonedDateTimeISO(limits.timeZone)
      .toPlainDate()
      .toString()
  return candidates
    .map((candidate) => ({ candidate, day: dayOf(candidate.effective_at) }))
    .toSorted(
      (a, b) =>
        compare(b.day, a.day) ||
        b.candidate.word_count - a.candidate.word_count ||
        compare(a.candidate.canonical_key, b.candidate.canonical_key),
    )
    .slice(0, limits.maxItems)
    .map(({ candidate }) => candidate)
}

/** By code units, which is the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

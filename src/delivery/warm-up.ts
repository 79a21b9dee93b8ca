import type { Wave } from './audience.repository.ts'

/** Mails a day from the first day of a warm-up on; after the last there is no limit. */
export const warmUpCaps = [50, 100, 500, 1_000, 5_000, 10_000, 20_000, 40_000, 70_000, 100_000] as const

/** People who may get an issue from an instant on, on a local date. */
export interface WarmUpGroup {
  readonly people: number
  readonly notBefore: Date
}

/** How the days of a warm-up are told apart; dates are those of the newsletter's zone. */
export interface WarmUpCalendar {
  /** Which day of the warm-up an instant falls on, from 0; days before it count as the first. */
  readonly dayOf: (at: Date) => number
  /** The same wall-clock time a number of days later. */
  readonly daysLater: (at: Date, days: number) => Date
  /** Mails that other issues plan for a day. */
  readonly planned: (day: number) => number
}

/** Spreads groups, in their order, over the days of a warm-up: who is too many today goes at the same time tomorrow. */
export function planWarmUp(groups: readonly WarmUpGroup[], calendar: WarmUpCalendar): Wave[] {
  const used = new Map<number, number>()
  const waves: Wave[] = []
  let from = 1
  for (const { people, notBefore } of groups) {
    const first = calendar.dayOf(notBefore)
    for (let left = people, day = first; left > 0; day++) {
      const taken = Math.min(left, roomOn(day, (used.get(day) ?? 0) + calendar.planned(day)))
      if (taken === 0) continue
      used.set(day, (used.get(day) ?? 0) + taken)
      const at = calendar.daysLater(notBefore, day - first)
      waves.push({ from, to: from + taken - 1, notBefore: at, warmUp: day > first })
      from += taken
      left -= taken
    }
  }
  return waves
}

function roomOn(day: number, used: number): number {
  const cap = warmUpCaps[Math.max(0, day)] ?? Number.POSITIVE_INFINITY
  return Math.max(0, cap - used)
}

/** Groups as waves, without any limit. */
export function planWaves(groups: readonly WarmUpGroup[]): Wave[] {
  let to = 0
  return groups.map(({ people, notBefore }) => {
    const from = to + 1
    to += people
    return { from, to, notBefore, warmUp: false }
  })
}

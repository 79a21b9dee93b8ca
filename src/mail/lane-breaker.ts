/** What the faults of a server so far say about using it; times in milliseconds of one clock. */
export interface Breaker {
  /** Faults since the last success. */
  readonly faults: number
  /** While the server is left alone: until when; the next use after it is a trial. */
  readonly openUntil: number | null
  /** How long the server is left alone next time. */
  readonly wait: number
}

/** Nothing is known against the server. */
export const closedBreaker: Breaker = { faults: 0, openUntil: null, wait: 5000 }

/** One fault may be chance; as many as this in a row are not. */
const enoughFaults = 3

const longestWait = 5 * 60_000

/** The breaker opens after three faults in a row or one that lasts, and for twice as long after each failed trial. */
export function afterFault(breaker: Breaker, now: number, isLasting: boolean): Breaker {
  const faults = breaker.faults + 1
  // Connections that failed together are one fault of the server, not many.
  if (isLeftAlone(breaker, now)) return { ...breaker, faults }
  if (breaker.openUntil === null && faults < enoughFaults && !isLasting) return { ...breaker, faults }
  return { faults, openUntil: now + breaker.wait, wait: Math.min(2 * breaker.wait, longestWait) }
}

/** Whether the server must not be used yet. */
export function isLeftAlone({ openUntil }: Breaker, now: number): boolean {
  return openUntil !== null && now < openUntil
}

/** Whether the next use is a trial: one connection alone, whose success closes the breaker. */
export function isOnTrial({ openUntil }: Breaker, now: number): boolean {
  return openUntil !== null && now >= openUntil
}

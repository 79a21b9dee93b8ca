import { mapLimit } from '../map-limit.ts'

export interface AskOptions {
  /** How long is asked in all, one minute when not set. */
  readonly totalMs?: number
}

const askedAtOnce = 8

/** Asks for each address, eight at a time, and returns the answers in order; `null` for those that had no turn in time. */
export async function askEach<Answer>(
  urls: readonly string[],
  ask: (url: string) => Promise<Answer>,
  { totalMs = 60_000 }: AskOptions = {},
): Promise<(Answer | null)[]> {
  const end = performance.now() + totalMs
  return mapLimit(urls, askedAtOnce, async (url) => (performance.now() < end ? ask(url) : null))
}

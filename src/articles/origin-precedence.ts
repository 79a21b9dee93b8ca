import type { Origin } from '../db/values.ts'

const ranks: Record<Origin, number> = { computed: 0, publisher: 1, push: 2, editor: 3 }

interface FromOrigin {
  readonly origin: Origin
}

/** What an origin tells now, all of it; an empty list says that it has nothing. */
export interface Told<Item extends FromOrigin> {
  readonly origin: Origin
  readonly items: readonly Item[]
}

/**
 * Which of two lists of key points or related links an article keeps: editor > push > publisher > computed. A list
 * ranks as its highest origin; an origin replaces its own list, and takes only its own away by telling an empty one.
 */
export function preferOrigin<Item extends FromOrigin>(known: readonly Item[], told: Told<Item>): Item[] {
  const knownRank = Math.max(-1, ...known.map(({ origin }) => ranks[origin]))
  const toldRank = ranks[told.origin]
  const keeps = told.items.length === 0 ? knownRank !== toldRank : knownRank > toldRank
  return [...(keeps ? known : told.items)]
}

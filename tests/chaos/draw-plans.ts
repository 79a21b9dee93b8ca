import { faults } from './faults/all-faults.ts'
import type { Fault } from './faults/fault.ts'
import type { RunPlan } from './run-chaos.ts'

export interface Draw {
  readonly seeds: number
  readonly first: number
  readonly recipients: number
  readonly hasRedis: boolean
  /** Only faults whose name holds this. */
  readonly only?: string | undefined
}

/** A plan a seed: every fault alone first, then pairs of faults that the seed draws. The same seed draws the same. */
export function drawPlans({ seeds, first, recipients, hasRedis, only }: Draw): RunPlan[] {
  const usable = faults.filter(
    (fault) => (hasRedis || !fault.needsRedis) && (only === undefined || fault.name.includes(only)),
  )
  return Array.from({ length: seeds }, (_, index) => {
    const seed = first + index
    const random = randomFrom(seed)
    const chosen =
      seed <= usable.length ? usable.slice(seed - 1, seed) : [draw(usable, random), draw(usable, random)]
    return {
      recipients,
      faults: chosen,
      moments: chosen.map(() => 0.05 + 0.8 * random()).toSorted((a, b) => a - b),
    }
  })
}

function draw(usable: readonly Fault[], random: () => number): Fault {
  const fault = usable[Math.floor(random() * usable.length)]
  if (!fault) throw new Error('no fault has this name')
  return fault
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

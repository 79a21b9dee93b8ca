import type { UnitVector } from './unit-vector.ts'

/** Finds, among the vectors added, those whose cosine to another may reach a threshold. */
export interface TermIndex {
  /** Positions count up from 0 in the order of adding. */
  readonly add: (vector: UnitVector) => void
  /** Positions of every vector at or above the threshold, and of some below it. */
  readonly nearby: (vector: UnitVector) => number[]
}

interface Postings {
  readonly positions: number[]
  readonly weights: number[]
}

/** What the terms looked up so far add to the cosine of each vector; a sum above 0 stands in `touched`. */
interface Totals {
  readonly sums: Float64Array
  readonly touched: number[]
}

/**
 * An inverted index for unit vectors whose terms are numbered from the rarest to the most common. Common terms are hardly
 * looked up: what they can add to a cosine is at most the length of the vector that is left (Bayardo 2007).
 */
export function createTermIndex(threshold: number, capacity: number): TermIndex {
  const postings: (Postings | undefined)[] = []
  const sums = new Float64Array(capacity)
  let size = 0

  function add(vector: UnitVector): void {
    for (let place = 0; place < vector.terms.length; place++) {
      const list = (postings[vector.terms[place] ?? 0] ??= { positions: [], weights: [] })
      list.positions.push(size)
      list.weights.push(vector.weights[place] ?? 0)
    }
    size++
  }

  function nearby(vector: UnitVector): number[] {
    const totals: Totals = { sums, touched: [] }
    let unseen = 1
    for (let place = 0; place < vector.terms.length; place++) {
      const reach = Math.sqrt(Math.max(unseen, 0)) + slack
      if (reach < threshold * (1 - leastSum)) break
      const weight = vector.weights[place] ?? 0
      const list = postings[vector.terms[place] ?? 0]
      if (list) addProducts(list, weight, { totals, isOpen: reach >= threshold })
      unseen -= weight * weight
    }
    return collect(totals, threshold - Math.sqrt(Math.max(unseen, 0)) - slack)
  }

  return { add, nearby }
}

/** Of the threshold: how much of a cosine must be known before the vectors themselves are compared. */
const leastSum = 1 / 3
const slack = 1e-9

/** Once no vector that is not touched yet can reach the threshold, the index is no longer open to it. */
function addProducts(
  { positions, weights }: Postings,
  weight: number,
  { totals: { sums, touched }, isOpen }: { totals: Totals; isOpen: boolean },
): void {
  for (let entry = 0; entry < positions.length; entry++) {
    const position = positions[entry] ?? 0
    const sum = sums[position] ?? 0
    if (sum === 0) {
      if (!isOpen) continue
      touched.push(position)
    }
    sums[position] = sum + weight * (weights[entry] ?? 0)
  }
}

/** The positions whose sum is enough, and all sums back to 0. */
function collect({ sums, touched }: Totals, enough: number): number[] {
  const found: number[] = []
  for (const position of touched) {
    if ((sums[position] ?? 0) >= enough) found.push(position)
    sums[position] = 0
  }
  return found
}

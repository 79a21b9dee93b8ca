/** A vector of length 1 with few terms, by their numbers in ascending order. */
export interface UnitVector {
  readonly terms: ArrayLike<number>
  readonly weights: ArrayLike<number>
}

/** The vector of a text: each term weighs as often as it stands there times `weightOf`. Empty for a text without any. */
export function toUnitVector(terms: readonly number[], weightOf: (term: number) => number): UnitVector {
  const ordered = Uint32Array.from(terms).toSorted()
  const distinct: number[] = []
  const weights: number[] = []
  for (const term of ordered) {
    if (distinct.at(-1) === term) weights.push((weights.pop() ?? 0) + weightOf(term))
    else {
      distinct.push(term)
      weights.push(weightOf(term))
    }
  }
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { terms: distinct, weights: weights.map((weight) => weight / length) }
}

/** The cosine of two vectors of length 1 whose terms have the same numbers. */
export function cosineOf(a: UnitVector, b: UnitVector): number {
  let product = 0
  let inA = 0
  let inB = 0
  while (inA < a.terms.length && inB < b.terms.length) {
    const apart = (a.terms[inA] ?? 0) - (b.terms[inB] ?? 0)
    if (apart === 0) product += (a.weights[inA] ?? 0) * (b.weights[inB] ?? 0)
    if (apart <= 0) inA++
    if (apart >= 0) inB++
  }
  return product
}

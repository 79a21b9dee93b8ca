import type { ArticleAccess, StoredKeyPoint } from '../db/values.ts'
import { computeKeyPoints } from './compute-key-points.ts'
import { preferOrigin } from './origin-precedence.ts'

/** The text that key points can be computed from. */
export interface Body {
  readonly text: string
  readonly language: string | null
  readonly access: ArticleAccess
}

/** Computed key points where nobody wrote any; what stands before a paywall is too little to compute from. */
export function addComputedPoints(written: readonly StoredKeyPoint[], body: Body): StoredKeyPoint[] {
  const points = body.access === 'paywall' ? [] : computeKeyPoints(body.text, body.language)
  const items = points.map(({ text }): StoredKeyPoint => ({ text, origin: 'computed' }))
  return preferOrigin(written, { origin: 'computed', items })
}

import { AppError } from '../errors.ts'
import type { Decisions, Pin } from './choice.ts'

/**
 * The place of each pinned article, by place: the one it was pinned to, else the next free one. Pins without a
 * position come last.
 */
export function placePins(pins: readonly Pin[], places: number): Map<number, number> {
  const placed = new Map<number, number>()
  const ordered = pins.toSorted(
    (a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || a.articleId - b.articleId,
  )
  for (const { position, articleId } of ordered) {
    let place = Math.min(position ?? 1, places)
    while (placed.has(place) && place < places) place++
    while (placed.has(place)) place--
    placed.set(place, articleId)
  }
  return placed
}

/** @throws AppError `conflict` for an article pinned twice or also hidden, `bad_input` for a place below 1. */
export function checkDecisions({ pins, hides }: Decisions, hiddenBefore: readonly number[]): void {
  const hidden = new Set([...hides, ...hiddenBefore])
  const seen = new Set<number>()
  for (const { articleId, position } of pins.toSorted((a, b) => a.articleId - b.articleId)) {
    if (hidden.has(articleId)) {
      throw new AppError(
        'conflict',
        `Article #${articleId} is both pinned and hidden: take one of the two back.`,
      )
    }
    if (seen.has(articleId)) {
      throw new AppError('conflict', `Article #${articleId} is pinned twice: take one of the pins back.`)
    }
    if (position !== null && (!Number.isInteger(position) || position < 1)) {
      throw new AppError(
        'bad_input',
        `Article #${articleId} is pinned to place ${position}: places are whole numbers from 1.`,
      )
    }
    seen.add(articleId)
  }
}

import { estimateJaccard } from '../articles/minhash.ts'
import type { StoryMember } from './choice.ts'
import { areLookAlikes, countShared } from './look-alikes.ts'
import type { Profile } from './profile-articles.ts'
import { cosineOf } from './unit-vector.ts'

/** When two articles count as one story. */
export interface StoryThresholds {
  /** Share of three-word runs in common from which one is a copy of the other. */
  readonly copyJaccard: number
  /** A shorter body says nothing: it is as likely a wall or a stub as an article. */
  readonly bodyWords: number
  readonly titleCosine: number
  readonly textCosine: number
  /** Names and numbers that title and lead must share. */
  readonly sharedKeys: number
  readonly withinHours: number
}

export const defaultThresholds: StoryThresholds = {
  copyJaccard: 0.8,
  bodyWords: 40,
  titleCosine: 0.5,
  textCosine: 0.45,
  sharedKeys: 2,
  withinHours: 72,
}

export type Likeness = Pick<StoryMember, 'kind' | 'similarity'>

/** What two articles are to each other; undefined for two stories. */
export function compareStories(a: Profile, b: Profile, thresholds: StoryThresholds): Likeness | undefined {
  if (a.article.canonicalKey === b.article.canonicalKey) return { kind: 'copy', similarity: 1 }
  if (a.language !== b.language) return undefined
  return compareBodies(a, b, thresholds) ?? compareHeadlines(a, b, thresholds)
}

function compareBodies({ article: a }: Profile, { article: b }: Profile, thresholds: StoryThresholds) {
  if (Math.min(a.wordCount, b.wordCount) < thresholds.bodyWords) return undefined
  if (a.bodyHash !== null && a.bodyHash === b.bodyHash) return { kind: 'copy', similarity: 1 } as const
  if (!a.minhash || !b.minhash) return undefined
  const similarity = estimateJaccard(a.minhash, b.minhash)
  return similarity >= thresholds.copyJaccard ? ({ kind: 'copy', similarity } as const) : undefined
}

const hour = 3_600_000

function compareHeadlines(a: Profile, b: Profile, thresholds: StoryThresholds): Likeness | undefined {
  const apart = Math.abs(a.article.effectiveAt.getTime() - b.article.effectiveAt.getTime())
  if (apart > thresholds.withinHours * hour) return undefined
  const title = cosineOf(a.title, b.title)
  const text = cosineOf(a.text, b.text)
  const sameText =
    text >= thresholds.textCosine && countShared(a.textKeys, b.textKeys) >= thresholds.sharedKeys
  if (title < thresholds.titleCosine && !sameText) return undefined
  if (areLookAlikes(a, b)) return undefined
  return { kind: 'same-story', similarity: Math.min(Math.max(title, sameText ? text : 0), 1) }
}

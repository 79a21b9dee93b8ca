import type { ArticleStatus, StoredKeyPoint, ThinPolicy } from '../db/values.ts'
import type { Signature } from '../articles/minhash.ts'
import type { Window } from '../time.ts'

/** What the choice of an issue must know of an article. */
export interface ChoiceArticle {
  readonly id: number
  readonly revision: number
  readonly status: ArticleStatus
  readonly canonicalKey: string
  readonly bodyHash: string | null
  readonly minhash?: Signature
  /** A story that is known already; null when only the texts can tell. */
  readonly storyId: number | null
  readonly sourceId: number | null
  readonly sourceName: string
  /** 0 to 1; null when nobody has weighed the source. */
  readonly sourceWeight: number | null
  readonly title: string
  readonly dek: string | null
  /** Its first sentences. */
  readonly lead: string
  readonly language: string | null
  readonly publishedAt: Date | null
  readonly effectiveAt: Date
  readonly firstSeenAt: Date
  readonly wordCount: number
  readonly hasImage: boolean
  readonly hasAuthor: boolean
  readonly keyPointsOrigin: StoredKeyPoint['origin'] | null
  readonly topics: readonly string[]
  readonly access: 'free' | 'paywall' | 'unknown'
  readonly articleType: 'news' | 'blog' | 'live' | 'roundup' | 'sponsored'
  readonly signals: Signals | null
}

export interface Signals {
  readonly points?: number
  readonly comments?: number
  readonly clicks?: number
}

/** Articles that tell the same, and the one that stands for them. */
export interface Story {
  readonly representative: ChoiceArticle
  readonly members: readonly StoryMember[]
  /** How many sources tell it, the representative's included. */
  readonly sources: number
}

export interface StoryMember {
  readonly article: ChoiceArticle
  readonly kind: 'copy' | 'same-story'
  /** To the representative, 0 to 1. */
  readonly similarity: number
}

/** The editor's word. Positions count from 1; a pin without one takes the first free place. */
export interface Decisions {
  readonly pins: readonly Pin[]
  readonly hides: readonly number[]
}

export interface Pin {
  readonly articleId: number
  readonly position: number | null
  /** Only this lets an article appear in a second issue. */
  readonly allowRepeat?: boolean
}

/** What earlier issues told: articles for ever, stories for the weeks that the newsletter remembers. */
interface Carried {
  readonly articleIds: readonly number[]
  readonly storyIds: readonly number[]
  /** Articles of the remembered weeks: a candidate that tells the same as one of them is left out. */
  readonly told: readonly ChoiceArticle[]
}

/** Late: in effect at most `graceDays` before the window and first seen since the last issue was frozen. */
interface Lateness {
  readonly graceDays: number
  readonly lastFrozenAt: Date | null
}

export interface IssueLimits {
  readonly lead: number
  readonly top: number
  readonly brief: number
  readonly minItems: number
}

/** Shares of an issue that one source or topic may fill; a source may always fill two places. */
export interface Caps {
  readonly perSource: number
  readonly perTopic: number
  readonly leastSources: number
}

export interface ScoreWeights {
  readonly source: number
  readonly coverage: number
  readonly quality: number
  readonly topic: number
  readonly freshness: number
  readonly signals: number
}

export interface ChoiceInput {
  readonly candidates: readonly ChoiceArticle[]
  readonly window: Window
  readonly lateness: Lateness
  readonly decisions: Decisions
  readonly carried: Carried
  readonly limits: IssueLimits
  readonly weights: ScoreWeights
  /** What the newsletter cares for, 0 to 1 by topic. */
  readonly topicWeights: Readonly<Record<string, number>>
  readonly caps: Caps
  readonly thinPolicy: ThinPolicy
}

export const defaultLimits: IssueLimits = { lead: 1, top: 7, brief: 8, minItems: 3 }

export const defaultCaps: Caps = { perSource: 0.25, perTopic: 0.4, leastSources: 3 }

export const defaultWeights: ScoreWeights = {
  source: 0.2,
  coverage: 0.25,
  quality: 0.2,
  topic: 0.15,
  freshness: 0.1,
  signals: 0.1,
}

export interface Scored {
  /** 0 to 1, six places. */
  readonly score: number
  /** What each part adds, then each factor under `factor.…`: the sum of the parts times the factors is the score. */
  readonly breakdown: Readonly<Record<string, number>>
}

export interface ChoiceItem extends Scored {
  readonly article: ChoiceArticle
  readonly position: number
  readonly section: 'lead' | 'top' | 'brief'
  readonly reason: 'ranked' | 'pinned' | 'late' | 'fill'
  readonly alsoCovered: readonly StoryMember[]
}

export type LeftCode =
  | 'hidden'
  | 'dead'
  | 'baseline'
  | 'carried'
  | 'story-carried'
  | 'out-of-window'
  | 'sponsored'
  | 'folded'
  | 'source-cap'
  | 'topic-cap'
  | 'below-cut'
  | 'too-thin'

/** A candidate that is not in the issue, and why, in words for the editor. */
export interface Left {
  readonly articleId: number
  readonly code: LeftCode
  readonly text: string
}

/** What was given up to fill a thin issue, in the order in which it is given up. */
export type Rung = 'topic-cap' | 'source-cap' | 'late-7-days' | 'fewer-items'

export interface Thin {
  readonly outcome: 'enough' | ThinPolicy
  readonly rungs: readonly Rung[]
  /** Null when the week filled the issue by itself. */
  readonly reason: string | null
}

export interface Choice {
  readonly items: readonly ChoiceItem[]
  readonly left: readonly Left[]
  readonly warnings: readonly string[]
  readonly thin: Thin
  /** SHA-256 in hex of what was chosen from and by which rules. */
  readonly inputHash: string
}

/** By code units, which is the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import {
  defaultCaps,
  defaultLimits,
  defaultWeights,
  type Choice,
  type ChoiceArticle,
  type ChoiceInput,
  type Pin,
  type Story,
} from '../../src/digest/choice.ts'

export const hour = 3_600_000
export const day = 24 * hour

export const week = {
  start: new Date('2026-11-16T00:00:00Z'),
  end: new Date('2026-11-23T00:00:00Z'),
}

/** An article of the sample week that is like no other: every word of it carries its number. */
export function sampleArticle(id: number, changes: Partial<ChoiceArticle> = {}): ChoiceArticle {
  const effectiveAt = changes.effectiveAt ?? new Date(week.start.getTime() + 3 * day + id * 1000)
  return {
    id,
    revision: 1,
    status: 'ready',
    canonicalKey: `example.org/${id}`,
    bodyHash: `hash-${id}`,
    storyId: null,
    sourceId: id,
    sourceName: `Source ${changes.sourceId ?? id}`,
    sourceWeight: 0.5,
    title: `alpha${id} beta${id} gamma${id}`,
    dek: 'What it says.',
    lead: `delta${id} epsilon${id} zeta${id} eta${id}`,
    language: 'en',
    publishedAt: effectiveAt,
    effectiveAt,
    firstSeenAt: effectiveAt,
    wordCount: 400,
    hasImage: true,
    hasAuthor: true,
    keyPointsOrigin: 'computed',
    topics: [],
    access: 'free',
    articleType: 'news',
    signals: null,
    ...changes,
  }
}

export function sampleArticles(count: number, changes: (id: number) => Partial<ChoiceArticle> = () => ({})) {
  return Array.from({ length: count }, (_, index) => sampleArticle(index + 1, changes(index + 1)))
}

export function sampleInput(
  candidates: readonly ChoiceArticle[],
  changes: Partial<ChoiceInput> = {},
): ChoiceInput {
  return {
    candidates,
    window: week,
    lateness: { graceDays: 3, lastFrozenAt: new Date(week.start.getTime() - hour) },
    decisions: { pins: [], hides: [] },
    carried: { articleIds: [], storyIds: [], told: [] },
    limits: defaultLimits,
    weights: defaultWeights,
    topicWeights: {},
    caps: defaultCaps,
    thinPolicy: 'short',
    ...changes,
  }
}

/** The editor's pins and hides as part of an input. */
export function decide(pins: Pin[], hides: number[] = []) {
  return { decisions: { pins, hides } }
}

export function pin(articleId: number, position: number | null = null, allowRepeat = false): Pin {
  return { articleId, position, allowRepeat }
}

export function soleStory(article: ChoiceArticle, sources = 1): Story {
  return { representative: article, members: [], sources }
}

export function idsOf(choice: Choice): number[] {
  return choice.items.map(({ article }) => article.id)
}

export function codesOf(choice: Choice): Record<number, string> {
  return Object.fromEntries(choice.left.map(({ articleId, code }) => [articleId, code]))
}

/** A linear congruential generator: the same numbers on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

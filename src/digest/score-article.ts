import type { ChoiceArticle, Scored, ScoreWeights, Signals, Story } from './choice.ts'
import { hasWrittenPoints } from './fold-stories.ts'

/** What a story is measured against. */
export interface ScoreContext {
  /** The end of the window. */
  readonly now: Date
  readonly weights: ScoreWeights
  readonly topicWeights: Readonly<Record<string, number>>
}

type Part = keyof ScoreWeights

const partNames = ['source', 'coverage', 'quality', 'topic', 'freshness', 'signals'] as const

/** How much a story deserves a place, 0 to 1. A part that is not known gives its weight to the others. */
export function scoreArticle(story: Story, context: ScoreContext): Scored {
  const parts = partsOf(story, context)
  const known = partNames.filter((part) => parts[part] !== undefined)
  const total = known.reduce((sum, part) => sum + context.weights[part], 0)
  const factors = factorsOf(story.representative)
  const breakdown: Record<string, number> = {}
  let sum = 0
  for (const part of known) {
    const share = total === 0 ? 0 : ((parts[part] ?? 0) * context.weights[part]) / total
    breakdown[part] = round(share)
    sum += share
  }
  for (const [name, factor] of factors) breakdown[`factor.${name}`] = factor
  return { score: round(factors.reduce((score, [, factor]) => score * factor, sum)), breakdown }
}

function partsOf(story: Story, { now, topicWeights }: ScoreContext): Record<Part, number | undefined> {
  const article = story.representative
  return {
    source: article.sourceWeight === null ? undefined : within(article.sourceWeight),
    coverage: within(Math.log2(1 + story.sources) / Math.log2(9)),
    quality: qualityOf(article),
    topic: topicOf(article, topicWeights),
    freshness: freshnessOf(article.effectiveAt, now),
    signals: signalsOf(article.signals),
  }
}

function qualityOf(article: ChoiceArticle): number {
  const marks = [
    article.wordCount >= 150 && article.wordCount <= 3000,
    article.dek !== null && article.dek !== '',
    article.hasImage,
    article.hasAuthor,
    hasWrittenPoints(article),
  ]
  return marks.filter(Boolean).length / marks.length
}

/** The weightiest topic of the article that the newsletter has weighed. */
function topicOf({ topics }: ChoiceArticle, weights: Readonly<Record<string, number>>): number | undefined {
  const known = topics.flatMap((topic) => (Object.hasOwn(weights, topic) ? (weights[topic] ?? []) : []))
  return known.length === 0 ? undefined : within(Math.max(...known))
}

const hour = 3_600_000
const hoursOfWeek = 168

function freshnessOf(effectiveAt: Date, now: Date): number {
  const ageHours = Math.max(0, now.getTime() - effectiveAt.getTime()) / hour
  return 0.5 ** (ageHours / hoursOfWeek)
}

function signalsOf(signals: Signals | null): number | undefined {
  const counts = Object.values(signals ?? {}).filter((count) => typeof count === 'number')
  if (counts.length === 0) return undefined
  return within(
    Math.log10(
      1 +
        Math.max(
          0,
          counts.reduce((sum, count) => sum + count),
        ),
    ) / 4,
  )
}

const shortWords = 80

function factorsOf(article: ChoiceArticle): (readonly [string, number])[] {
  const { articleType, access, wordCount } = article
  return [
    ...(articleType === 'sponsored' ? [['sponsored', 0] as const] : []),
    ...(access === 'paywall' ? [['paywall', 0.8] as const] : []),
    ...(articleType === 'live' || articleType === 'roundup' ? [[articleType, 0.7] as const] : []),
    ...(wordCount < shortWords ? [['short', 0.5] as const] : []),
  ]
}

function within(value: number): number {
  return Math.min(Math.max(value, 0), 1)
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

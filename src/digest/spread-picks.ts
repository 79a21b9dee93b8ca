import type { Caps, ChoiceArticle, Rung } from './choice.ts'
import { sourceOf } from './fold-stories.ts'

/** What can be picked: the article that stands for a story, and its score. */
export interface Rankable {
  readonly article: ChoiceArticle
  readonly score: number
  /** Only to be taken when nothing else is left. */
  readonly reserve: boolean
}

export interface SpreadPlan<Item extends Rankable> {
  /** Places 1 to `head` are the main part, those up to `total` the rest; caps hold in the main part and over all. */
  readonly head: number
  readonly total: number
  readonly caps: Caps
  /** Items that have their place already, by place. */
  readonly pinned: ReadonlyMap<number, Item>
  /** 0 for two that have nothing in common, 1 for two that tell the same. */
  readonly likeness: (a: Item, b: Item) => number
}

export interface Picked<Item> {
  readonly item: Item
  /** What had to be given up for it; nothing for most. */
  readonly rungs: readonly Rung[]
}

type Cap = 'source-cap' | 'topic-cap'

/** A part of the issue within which the caps count. */
export interface Scope {
  readonly size: number
  readonly caps: Caps
  readonly sources: Map<string, number>
  readonly topics: Map<string, number>
}

const lambda = 0.7

/** In this order a thin week gives up what holds an item back. */
const tiers: readonly (readonly Rung[])[] = [
  [],
  ['topic-cap'],
  ['source-cap'],
  ['topic-cap', 'source-cap'],
  ['topic-cap', 'source-cap', 'late-7-days'],
]

/**
 * Fills the places of an issue from a pool that stands best first: each place takes the item of the greatest
 * marginal relevance (Carbonell and Goldstein 1998, lambda .7) that the caps allow. Only a place for which the caps
 * leave nothing lifts them. Fewer items than places mean that the pool is empty.
 */
export function spreadPicks<Item extends Rankable>(
  pool: readonly Item[],
  plan: SpreadPlan<Item>,
): Picked<Item>[] {
  const whole = createScope(plan.total, plan.caps)
  const head = createScope(plan.head, plan.caps)
  for (const [place, item] of plan.pinned) {
    for (const scope of place <= plan.head ? [head, whole] : [whole]) count(scope, item)
  }
  const search = createSearch(pool, plan)
  const picks: Picked<Item>[] = []
  for (let place = 1; place <= plan.total; place++) {
    const scopes = place <= plan.head ? [head, whole] : [whole]
    const pinned = plan.pinned.get(place)
    const pick = pinned ? { item: pinned, rungs: [] } : pickOne(search, scopes, freePlaces(plan, place))
    if (!pick) continue
    picks.push(pick)
    if (!pinned) for (const scope of scopes) count(scope, pick.item)
  }
  return picks
}

export function createScope(size: number, caps: Caps): Scope {
  return { size, caps, sources: new Map(), topics: new Map() }
}

export function count({ sources, topics }: Scope, { article }: Rankable): void {
  const source = sourceOf(article)
  sources.set(source, (sources.get(source) ?? 0) + 1)
  for (const topic of new Set(article.topics)) topics.set(topic, (topics.get(topic) ?? 0) + 1)
}

/** The cap of a scope that keeps an item out. */
export function capAgainst({ size, caps, sources, topics }: Scope, { article }: Rankable): Cap[] {
  const perSource = Math.max(2, share(caps.perSource, size))
  const perTopic = share(caps.perTopic, size)
  return [
    ...((sources.get(sourceOf(article)) ?? 0) >= perSource ? (['source-cap'] as const) : []),
    ...(article.topics.some((topic) => (topics.get(topic) ?? 0) >= perTopic) ? (['topic-cap'] as const) : []),
  ]
}

/** Rounded up, but not for the last bit of a product that is whole. */
function share(part: number, size: number): number {
  return Math.ceil(part * size - 1e-9)
}

function freePlaces<Item extends Rankable>({ head, total, pinned }: SpreadPlan<Item>, place: number): number {
  const end = place <= head ? head : total
  return end - place + 1 - [...pinned.keys()].filter((held) => held > place && held <= end).length
}

type Search<Item> = (allows: (item: Item) => boolean) => Item | undefined

/** As long as an issue must still name more sources than it has places left, only a new source will do. */
function pickOne<Item extends Rankable>(
  search: Search<Item>,
  scopes: readonly Scope[],
  free: number,
): Picked<Item> | undefined {
  const [scope] = scopes
  const missing = scope ? scope.caps.leastSources - scope.sources.size : 0
  for (const rungs of tiers) {
    const allows = (item: Item): boolean =>
      (!item.reserve || rungs.includes('late-7-days')) &&
      scopes.every((scope) => capAgainst(scope, item).every((cap) => rungs.includes(cap)))
    const isNew = (item: Item): boolean => !scope?.sources.has(sourceOf(item.article))
    const item =
      (missing >= free ? search((item) => isNew(item) && allows(item)) : undefined) ?? search(allows)
    if (item) return { item, rungs: rungs.filter((rung) => isNeeded(rung, item, scopes)) }
  }
  return undefined
}

function isNeeded(rung: Rung, item: Rankable, scopes: readonly Scope[]): boolean {
  if (rung === 'late-7-days') return item.reserve
  return scopes.some((scope) => capAgainst(scope, item).some((cap) => cap === rung))
}

/** Each call takes one item out of the pool. */
function createSearch<Item extends Rankable>(pool: readonly Item[], plan: SpreadPlan<Item>): Search<Item> {
  const taken = [...plan.pinned.values()]
  const open = pool.filter((item) => !taken.includes(item)).map((item) => ({ item, nearest: 0, compared: 0 }))

  return (allows) => {
    let best = -1
    let bestValue = -Infinity
    for (const [index, entry] of open.entries()) {
      // The pool stands best first and likeness only takes away: nothing after this one can win.
      if (lambda * entry.item.score <= bestValue) break
      if (!allows(entry.item)) continue
      for (; entry.compared < taken.length; entry.compared++) {
        const other = taken[entry.compared]
        if (other) entry.nearest = Math.max(entry.nearest, plan.likeness(entry.item, other))
      }
      const value = lambda * entry.item.score - (1 - lambda) * entry.nearest
      if (value <= bestValue) continue
      best = index
      bestValue = value
    }
    const [found] = best === -1 ? [] : open.splice(best, 1)
    if (found) taken.push(found.item)
    return found?.item
  }
}

import type { ChoiceArticle, ChoiceInput, Left, LeftCode, Pin } from './choice.ts'

/** The candidates that may be in an issue, and the reason of each other. */
export interface Sifted {
  readonly eligible: readonly ChoiceArticle[]
  /** Those of them that came late for the issue before. */
  readonly late: ReadonlySet<number>
  readonly left: readonly Left[]
}

interface Rules {
  readonly input: ChoiceInput
  readonly hides: ReadonlySet<number>
  readonly pins: ReadonlyMap<number, Pin>
  readonly carriedArticles: ReadonlySet<number>
  readonly carriedStories: ReadonlySet<number>
}

type Verdict = readonly [code: LeftCode, text: string] | 'eligible' | 'late'

/** Sorts out what an issue may not carry. A pin opens the window, not what an earlier issue carried. */
export function siftCandidates(input: ChoiceInput): Sifted {
  const rules: Rules = {
    input,
    hides: new Set(input.decisions.hides),
    pins: new Map(input.decisions.pins.map((pin) => [pin.articleId, pin])),
    carriedArticles: new Set(input.carried.articleIds),
    carriedStories: new Set(input.carried.storyIds),
  }
  const eligible: ChoiceArticle[] = []
  const late = new Set<number>()
  const left: Left[] = []
  for (const article of input.candidates) {
    const verdict = judge(article, rules)
    if (typeof verdict !== 'string') left.push({ articleId: article.id, code: verdict[0], text: verdict[1] })
    else eligible.push(article)
    if (verdict === 'late') late.add(article.id)
  }
  return { eligible, late, left }
}

function judge(article: ChoiceArticle, rules: Rules): Verdict {
  const pin = rules.pins.get(article.id)
  if (article.status === 'hidden' || rules.hides.has(article.id)) return ['hidden', 'hidden by the editor']
  if (article.status === 'dead') return ['dead', 'its page is gone']
  if (!pin?.allowRepeat && rules.carriedArticles.has(article.id)) {
    return ['carried', 'carried by an earlier issue']
  }
  if (!pin?.allowRepeat && article.storyId !== null && rules.carriedStories.has(article.storyId)) {
    return ['story-carried', 'its story was told by an earlier issue']
  }
  return pin ? 'eligible' : judgeUnpinned(article, rules.input)
}

function judgeUnpinned(article: ChoiceArticle, { window, lateness }: ChoiceInput): Verdict {
  if (article.status === 'baseline') return ['baseline', 'baseline: it was there before its source was read']
  if (article.articleType === 'sponsored') return ['sponsored', 'sponsored: only a pin brings it in']
  if (article.effectiveAt >= window.end) return ['out-of-window', 'out of the window: after its end']
  if (article.effectiveAt >= window.start) return 'eligible'
  const { graceDays, lastFrozenAt } = lateness
  const earliest = window.start.getTime() - graceDays * day
  if (article.effectiveAt.getTime() < earliest || lastFrozenAt === null) {
    return ['out-of-window', 'out of the window: before its start']
  }
  if (article.firstSeenAt >= lastFrozenAt) return 'late'
  return ['out-of-window', 'out of the window: before its start, and known when the last issue was frozen']
}

const day = 86_400_000

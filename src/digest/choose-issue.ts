import { AppError } from '../errors.ts'
import type { Choice, ChoiceArticle, ChoiceInput, ChoiceItem, IssueLimits, Left } from './choice.ts'
import { draftChoice, type ChoiceDraft } from './draft-choice.ts'
import type { RankedStory } from './explain-left.ts'
import { hashChoice } from './hash-choice.ts'
import { judgeThinWeek } from './judge-thin-week.ts'
import { checkDecisions } from './place-pins.ts'
import { siftCandidates } from './sift-candidates.ts'
import type { Picked } from './spread-picks.ts'

/**
 * The issue of a week, and for every candidate that is not in it the reason. Pure, and the order in which anything is
 * given makes no difference. @throws AppError `conflict` for an article both pinned and hidden, or pinned twice;
 * `bad_input` for a candidate given twice or a place below 1.
 */
export function chooseIssue(input: ChoiceInput): Choice {
  checkInput(input)
  const { picks, left, total, sifted } = draftWithLatecomers(input)
  const rungs = new Set(picks.flatMap((pick) => pick.rungs))
  const thin = judgeThinWeek({ found: picks.length, wanted: total, rungs }, input.limits, input.thinPolicy)
  const items = thin.outcome === 'skip' ? [] : listItems(picks, input, sifted.late)
  const skipped =
    thin.outcome === 'skip' ? picks.map(({ item }) => leftBySkip(item.article, thin.reason)) : []
  const allLeft = [...left, ...skipped].toSorted((a, b) => a.articleId - b.articleId)
  return {
    items,
    left: allLeft,
    warnings: warnOfPins(input, items, allLeft),
    thin,
    inputHash: hashChoice(input),
  }
}

function checkInput({ candidates, decisions }: ChoiceInput): void {
  const ids = new Set<number>()
  for (const { id } of candidates) {
    if (ids.has(id)) {
      throw new AppError('bad_input', `Article #${id} is a candidate twice: give each article once.`)
    }
    ids.add(id)
  }
  const hidden = candidates.filter(({ status }) => status === 'hidden')
  checkDecisions(
    decisions,
    hidden.map(({ id }) => id),
  )
}

const mostDaysLate = 7

/** Places that the week leaves free, caps or not, are offered to articles that came even later than allowed. */
function draftWithLatecomers(input: ChoiceInput): ChoiceDraft {
  const sifted = siftCandidates(input)
  const first = new Set(sifted.eligible.map(({ id }) => id))
  const draft = draftChoice(input, sifted, first)
  const { lateness } = input
  if (draft.picks.length === draft.total || lateness.graceDays >= mostDaysLate) return draft
  const wider = siftCandidates({ ...input, lateness: { ...lateness, graceDays: mostDaysLate } })
  if (wider.eligible.length === sifted.eligible.length) return draft
  const fuller = draftChoice(input, wider, first)
  return fuller.picks.length > draft.picks.length ? fuller : draft
}

function listItems(
  picks: readonly Picked<RankedStory>[],
  { decisions, limits }: ChoiceInput,
  late: ReadonlySet<number>,
): ChoiceItem[] {
  const pinned = new Set(decisions.pins.map(({ articleId }) => articleId))
  const reasonOf = ({ item, rungs }: Picked<RankedStory>): ChoiceItem['reason'] => {
    if (pinned.has(item.article.id)) return 'pinned'
    if (rungs.length > 0) return 'fill'
    return late.has(item.article.id) ? 'late' : 'ranked'
  }
  return picks.map((pick, index) => ({
    article: pick.item.article,
    position: index + 1,
    section: sectionOf(index, limits),
    reason: reasonOf(pick),
    score: pick.item.score,
    breakdown: pick.item.breakdown,
    alsoCovered: pick.item.story.members,
  }))
}

function sectionOf(index: number, { lead, top }: IssueLimits): ChoiceItem['section'] {
  if (index < lead) return 'lead'
  return index < lead + top ? 'top' : 'brief'
}

function leftBySkip({ id }: ChoiceArticle, reason: string | null): Left {
  return { articleId: id, code: 'too-thin', text: `the issue is not sent: ${reason}` }
}

/** Pins that are not, or not where, the editor asked for. */
function warnOfPins(
  { decisions }: ChoiceInput,
  items: readonly ChoiceItem[],
  left: readonly Left[],
): string[] {
  const places = new Map(items.map(({ article, position }) => [article.id, position]))
  const reasons = new Map(left.map(({ articleId, text }) => [articleId, text]))
  return decisions.pins
    .toSorted((a, b) => a.articleId - b.articleId)
    .flatMap(({ articleId, position }) => {
      const place = places.get(articleId)
      const reason = reasons.get(articleId)
      if (reason !== undefined) return `Article #${articleId} is pinned but stays out: ${reason}.`
      if (place === undefined) return `Article #${articleId} is pinned but is not among the candidates.`
      if (position === null || place === position) return []
      return `Article #${articleId} is pinned to place ${position} but stands at ${place}: another pin holds it, or the issue is shorter.`
    })
}

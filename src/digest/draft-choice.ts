import { compareText, type ChoiceInput, type Left, type Pin, type Story } from './choice.ts'
import { explainFolded, explainUnpicked, type RankedStory } from './explain-left.ts'
import { foldProfiles } from './fold-stories.ts'
import { placePins } from './place-pins.ts'
import { profileArticles, type Profile } from './profile-articles.ts'
import { defaultThresholds } from './same-story.ts'
import { scoreArticle } from './score-article.ts'
import type { Sifted } from './sift-candidates.ts'
import { siftTold } from './sift-told.ts'
import { spreadPicks, type Picked } from './spread-picks.ts'
import { cosineOf } from './unit-vector.ts'

/** One try at an issue. */
export interface ChoiceDraft {
  readonly sifted: Sifted
  readonly picks: readonly Picked<RankedStory>[]
  readonly left: readonly Left[]
  /** How many places there were to fill. */
  readonly total: number
}

/** Folds, ranks and picks what was sifted. Stories of which no article is in `first` come in only when places are free. */
export function draftChoice(input: ChoiceInput, sifted: Sifted, first: ReadonlySet<number>): ChoiceDraft {
  const pins = new Map(input.decisions.pins.map((pin) => [pin.articleId, pin]))
  const { profiles, left } = profileFresh(input, sifted, pins)
  const stories = foldProfiles([...profiles.values()], defaultThresholds, new Set(pins.keys()))
  const ranked = rankStories(stories, input, first)
  const plan = planOf(input, ranked, profiles)
  const picks = spreadPicks(ranked, plan)
  return {
    sifted,
    picks,
    left: [...sifted.left, ...left, ...explainFolded(stories), ...explainUnpicked(ranked, picks, plan)],
    total: plan.total,
  }
}

type Profiles = ReadonlyMap<number, Profile>

/** An article whose repeat is allowed tells its story again; all others must tell a new one. */
function profileFresh({ carried }: ChoiceInput, { eligible }: Sifted, pins: ReadonlyMap<number, Pin>) {
  const own = new Set(eligible.map(({ id }) => id))
  const told = new Set(carried.told.filter(({ id }) => !own.has(id)).toSorted((a, b) => a.id - b.id))
  const all = profileArticles([...told, ...eligible])
  const repeats = ({ article }: Profile): boolean => pins.get(article.id)?.allowRepeat === true
  const current = all.filter(({ article }) => !told.has(article))
  const { fresh, left } = siftTold(
    current.filter((profile) => !repeats(profile)),
    all.filter(({ article }) => told.has(article)),
    defaultThresholds,
  )
  const kept = [...fresh, ...current.filter(repeats)]
  return { profiles: new Map(kept.map((profile) => [profile.article.id, profile])), left }
}

/** The best first; of equals the later one, then by their address. */
function rankStories(
  stories: readonly Story[],
  { window, weights, topicWeights }: ChoiceInput,
  first: ReadonlySet<number>,
): RankedStory[] {
  const isFirst = ({ representative, members }: Story): boolean =>
    first.has(representative.id) || members.some(({ article }) => first.has(article.id))
  return stories
    .map((story) => ({
      story,
      article: story.representative,
      reserve: !isFirst(story),
      ...scoreArticle(story, { now: window.end, weights, topicWeights }),
    }))
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        b.article.effectiveAt.getTime() - a.article.effectiveAt.getTime() ||
        compareText(a.article.canonicalKey, b.article.canonicalKey) ||
        a.article.id - b.article.id,
    )
}

function planOf(
  { limits, caps, decisions }: ChoiceInput,
  ranked: readonly RankedStory[],
  profiles: Profiles,
) {
  const byId = new Map(ranked.map((item) => [item.article.id, item]))
  const pins = decisions.pins.filter(({ articleId }) => byId.has(articleId))
  const total = Math.max(limits.lead + limits.top + limits.brief, pins.length)
  const pinned = new Map<number, RankedStory>()
  for (const [place, articleId] of placePins(pins, total)) {
    const item = byId.get(articleId)
    if (item) pinned.set(place, item)
  }
  const likeness = ({ article: a }: RankedStory, { article: b }: RankedStory): number => {
    const [one, other] = [profiles.get(a.id), profiles.get(b.id)]
    return one && other && one.language === other.language ? cosineOf(one.text, other.text) : 0
  }
  return { head: limits.lead + limits.top, total, caps, pinned, likeness }
}

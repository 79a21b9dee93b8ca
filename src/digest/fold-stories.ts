import { compareText, type ChoiceArticle, type Story, type StoryMember } from './choice.ts'
import { profileArticles, type Profile } from './profile-articles.ts'
import { defaultThresholds, type StoryThresholds } from './same-story.ts'
import { createStoryIndex } from './story-index.ts'

/**
 * Articles folded into stories, in the order of their representatives' standing. Every member is like the
 * representative itself, so likeness is never handed down a chain; each of the `leaders` represents a story of its
 * own. The order in which articles are given makes no difference.
 */
export function foldStories(
  articles: readonly ChoiceArticle[],
  thresholds: StoryThresholds = defaultThresholds,
  leaders: ReadonlySet<number> = new Set(),
): Story[] {
  return foldProfiles(profileArticles(articles), thresholds, leaders)
}

/** As `foldStories`, for articles whose terms are counted already. */
export function foldProfiles(
  profiles: readonly Profile[],
  thresholds: StoryThresholds,
  leaders: ReadonlySet<number>,
): Story[] {
  const isLeader = ({ article }: Profile): boolean => leaders.has(article.id)
  const ordered = profiles.toSorted(
    (a, b) => Number(isLeader(b)) - Number(isLeader(a)) || compareStanding(a.article, b.article),
  )
  const index = createStoryIndex(thresholds, ordered.length)
  const members = new Map<ChoiceArticle, StoryMember[]>()
  for (const profile of ordered) {
    const { article } = profile
    const match = isLeader(profile) ? undefined : index.find(profile)
    if (match) {
      const { representative, kind, similarity } = match
      members.get(representative.article)?.push({ article, kind, similarity })
    } else {
      index.add(profile)
      members.set(article, [])
    }
  }
  return [...members].map(([representative, members]) => toStory(representative, members))
}

/** Points that a person wrote, then the weightier source, the longer text, the earlier one, the smaller id. */
function compareStanding(a: ChoiceArticle, b: ChoiceArticle): number {
  return (
    Number(hasWrittenPoints(b)) - Number(hasWrittenPoints(a)) ||
    (b.sourceWeight ?? 0.5) - (a.sourceWeight ?? 0.5) ||
    b.wordCount - a.wordCount ||
    a.effectiveAt.getTime() - b.effectiveAt.getTime() ||
    a.id - b.id ||
    compareText(a.canonicalKey, b.canonicalKey)
  )
}

/** Whether a person wrote the key points: the publisher, on the page or by push, or the editor. */
export function hasWrittenPoints({ keyPointsOrigin }: ChoiceArticle): boolean {
  return keyPointsOrigin !== null && keyPointsOrigin !== 'computed'
}

/** Names a source; articles without one, added by hand, count by the name of their site. */
export function sourceOf({ sourceId, sourceName }: ChoiceArticle): string {
  return sourceId === null ? `site ${sourceName}` : `source ${sourceId}`
}

function toStory(representative: ChoiceArticle, members: readonly StoryMember[]): Story {
  const sources = new Set([representative, ...members.map(({ article }) => article)].map(sourceOf))
  return { representative, members, sources: sources.size }
}

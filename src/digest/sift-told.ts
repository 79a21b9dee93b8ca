import type { Left } from './choice.ts'
import type { Profile } from './profile-articles.ts'
import type { StoryThresholds } from './same-story.ts'
import { createStoryIndex } from './story-index.ts'

/** Which articles tell a story that an earlier issue told, and which tell a new one. */
export function siftTold(
  profiles: readonly Profile[],
  told: readonly Profile[],
  thresholds: StoryThresholds,
): { fresh: Profile[]; left: Left[] } {
  const index = createStoryIndex(thresholds, told.length)
  for (const profile of told) index.add(profile)
  const fresh: Profile[] = []
  const left: Left[] = []
  for (const profile of profiles) {
    const match = told.length === 0 ? undefined : index.find(profile)
    if (!match) fresh.push(profile)
    else {
      const text = `its story was told by an earlier issue, as #${match.representative.article.id}`
      left.push({ articleId: profile.article.id, code: 'story-carried', text })
    }
  }
  return { fresh, left }
}

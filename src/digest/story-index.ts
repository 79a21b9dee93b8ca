import { signatureBands } from '../articles/minhash.ts'
import type { Profile } from './profile-articles.ts'
import { compareStories, type Likeness, type StoryThresholds } from './same-story.ts'
import { createTermIndex } from './term-index.ts'

/** The representatives found so far, by all that makes another article worth comparing with them. */
export interface StoryIndex {
  readonly add: (profile: Profile) => void
  /** The representative that an article is most like: a copy before a same story, then the one added first. */
  readonly find: (profile: Profile) => Match | undefined
}

interface Match extends Likeness {
  readonly representative: Profile
}

/** Pairs are looked up by address, body, signature bands and rare terms; no two articles else are ever compared. */
export function createStoryIndex(thresholds: StoryThresholds, capacity: number): StoryIndex {
  const representatives: Profile[] = []
  const places = new Map<string | number, number[]>()
  const titles = createTermIndex(thresholds.titleCosine, capacity)
  const texts = createTermIndex(thresholds.textCosine, capacity)

  function add(profile: Profile): void {
    for (const name of namesOf(profile)) {
      const list = places.get(name)
      if (list) list.push(representatives.length)
      else places.set(name, [representatives.length])
    }
    titles.add(profile.title)
    texts.add(profile.text)
    representatives.push(profile)
  }

  function find(profile: Profile): Match | undefined {
    const positions = new Set([
      ...namesOf(profile).flatMap((name) => places.get(name) ?? []),
      ...titles.nearby(profile.title),
      ...texts.nearby(profile.text),
    ])
    let best: Match | undefined
    for (const position of [...positions].toSorted((a, b) => a - b)) {
      const representative = representatives[position]
      const likeness = representative && compareStories(representative, profile, thresholds)
      if (likeness && isCloser(likeness, best)) best = { ...likeness, representative }
    }
    return best
  }

  return { add, find }
}

function isCloser(likeness: Likeness, best: Likeness | undefined): boolean {
  if (!best) return true
  if (likeness.kind !== best.kind) return likeness.kind === 'copy'
  return likeness.similarity > best.similarity
}

function namesOf({ article: { canonicalKey, bodyHash, minhash } }: Profile): (string | number)[] {
  const names: (string | number)[] = minhash ? [...signatureBands(minhash)] : []
  if (bodyHash !== null) names.push(`body ${bodyHash}`)
  names.push(`key ${canonicalKey}`)
  return names
}

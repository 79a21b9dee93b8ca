import type { Profile } from './profile-articles.ts'

type Headline = Pick<Profile, 'titleTerms' | 'titleKeys'>

/**
 * Whether two headlines tell of different things in like words. To show a story twice is a smaller fault than to
 * hide an article behind another that tells something else.
 */
export function areLookAlikes(a: Headline, b: Headline): boolean {
  return nameOthers(a.titleKeys, b.titleKeys) || fillOneFrame(a.titleTerms, b.titleTerms)
}

/** "Arsenal beat Leeds", "Arsenal beat Chelsea": each has as many names and numbers of its own as they share. */
function nameOthers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = countShared(a, b)
  const own = Math.min(a.size, b.size) - shared
  return own > 0 && shared <= own
}

/** "Version 2.1 is out", "Version 2.2 is out": the same words before and after others that have nothing in common. */
function fillOneFrame(a: readonly string[], b: readonly string[]): boolean {
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before]) before++
  let after = 0
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after++
  const [inA, inB] = [a.slice(before, a.length - after), b.slice(before, b.length - after)]
  if (inA.length === 0 || inB.length === 0 || before + after < shorter / 2) return false
  const stems = new Set(inA.map(stemOf))
  return !inB.some((term) => stems.has(stemOf(term)))
}

const stemLetters = 4

/** Enough to tell a form of a word ("fault", "faulty") from another word; numbers have no forms. */
function stemOf(term: string): string {
  return /^\p{N}/u.test(term) ? term : term.slice(0, stemLetters)
}

export function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const key of a) if (b.has(key)) shared++
  return shared
}

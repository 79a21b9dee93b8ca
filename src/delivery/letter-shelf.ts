import { openLetter, type FrozenLetter, type LetterNeeds, type StoredLetter } from './write-mail.ts'

/** More issues than this are rarely under way at once. */
const mostLetters = 4

/**
 * Opens letters and keeps the last few of them, because the chunks of an issue have the same: the shared bytes of its
 * mails are built, and held in memory, once.
 */
export function openLetterShelf(needs: LetterNeeds): (stored: StoredLetter) => FrozenLetter {
  const shelf = new Map<string, FrozenLetter>()
  return (stored) => {
    const key = nameOf(needs, stored)
    const letter = shelf.get(key) ?? openLetter(needs, stored)
    shelf.delete(key)
    shelf.set(key, letter)
    for (const oldest of [...shelf.keys()].slice(0, -mostLetters)) shelf.delete(oldest)
    // State and policy of the issue are as they are now.
    return { ...letter, issue: stored.issue }
  }
}

/** All that the bytes of a letter are made from: what an operator changes after the freeze makes another letter. */
function nameOf(needs: LetterNeeds, { issue, newsletter }: StoredLetter): string {
  return JSON.stringify([issue.id, issue.content_hash, issue.frozen_at, needs.fromOf(newsletter), newsletter])
}

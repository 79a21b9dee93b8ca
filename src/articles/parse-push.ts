import { nameFaults } from './name-faults.ts'
import { plainText } from './plain-text.ts'
import { pushedArticle, type PushedArticle } from './pushed-article.ts'
import type { Fault } from './push-result.ts'

/** A pushed item that can be stored, or what is wrong with it and the id it names, if any. */
export type ParsedPush =
  | { readonly article: PushedArticle }
  | { readonly article: null; readonly externalId: string | null; readonly errors: Fault[] }

/** Checks and cleans one item of a push; each fault is named by its field. */
export function parsePush(item: unknown): ParsedPush {
  const parsed = pushedArticle.safeParse(item, {
    error: ({ code, input }) => (code === 'invalid_type' && input === undefined ? 'is missing' : undefined),
  })
  if (parsed.success) return { article: parsed.data }
  return { article: null, externalId: externalIdOf(item), errors: nameFaults(parsed.error.issues) }
}

function externalIdOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('externalId' in item)) return null
  return typeof item.externalId === 'string' ? plainText(item.externalId, 200) || null : null
}

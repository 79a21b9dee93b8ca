import { termsOf } from './term-vectors.ts'

const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** How long a text is in words as they stand between spaces; by its language's word breaks where none are written. */
export function lengthInWords(text: string, language: string | null): number {
  const spaced = text.match(/\S+/g)?.length ?? 0
  return unspacedScript.test(text) ? Math.max(spaced, termsOf(text, language).length) : spaced
}

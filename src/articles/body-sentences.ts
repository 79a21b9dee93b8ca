import { isAside, isFurniture } from './article-furniture.ts'
import { splitSentences } from './split-sentences.ts'
import { stripDateline } from './strip-dateline.ts'

/** The sentences of an article in order, without captions, bylines, datelines and pointers to other stories. */
export function bodySentences(text: string, language: string | null): string[] {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '' && !isAside(paragraph))
  const [opening = '', ...others] = paragraphs
  return splitSentences([stripDateline(opening), ...others], language).filter(
    (sentence) => !isFurniture(sentence),
  )
}

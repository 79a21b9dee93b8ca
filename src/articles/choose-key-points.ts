import type { PageDocument, PageElement } from './dom.ts'
import type { KeyPointCandidate } from './find-key-points.ts'
import { visibleText } from './html-to-text.ts'
import { plainText } from './plain-text.ts'

const mark = 'data-recap-points'

/** Marks the elements of each candidate, so that they can be told in what is extracted from the page. */
export function markKeyPoints(candidates: readonly KeyPointCandidate[]): void {
  candidates.forEach(({ label, source }, index) => {
    for (const element of [...source.elements, ...(label ? [label] : [])])
      element.setAttribute(mark, String(index))
  })
}

/**
 * The first candidate that belongs to the article: its first point is in the extracted text, or its label is strong and
 * the smallest element around it and that text holds little else. Its elements are taken out of the extracted article.
 */
export function chooseKeyPoints(
  candidates: readonly KeyPointCandidate[],
  extracted: PageElement,
  document: PageDocument,
): KeyPointCandidate | null {
  const body = wholeText(extracted)
  const opening = openingOf(extracted)
  const chosen = candidates.findIndex(({ points, source, strength }) => {
    if (body.includes(openingWords(points[0] ?? ''))) return true
    return (
      strength === 'strong' && opening !== '' && sharesContainer(source.elements[0], opening, body.length)
    )
  })
  const candidate = candidates[chosen]
  if (!candidate) return null
  for (const element of extracted.querySelectorAll(`[${mark}="${chosen}"]`)) element.remove()
  for (const element of document.querySelectorAll(`[${mark}="${chosen}"]`)) element.remove()
  return candidate
}

/** Whether an element around the list holds the opening of the article and not much that is foreign to it. */
function sharesContainer(list: PageElement | undefined, opening: string, bodyLength: number): boolean {
  for (let up = list?.parentElement; up && up.tagName !== 'BODY'; up = up.parentElement) {
    const text = plainText(visibleText(up), 1_000_000)
    if (text.includes(opening)) return up.matches('article, main') || text.length < bodyLength * 2 + 500
  }
  return false
}

function wholeText(element: PageElement): string {
  return plainText(element.textContent ?? '', 1_000_000)
}

function openingWords(point: string): string {
  return point
    .replace(/^[^:]{1,40}: /, '')
    .slice(0, 60)
    .replace(/…$/, '')
}

/** How the first real paragraph begins. */
function openingOf(extracted: PageElement): string {
  const paragraphs = [...extracted.querySelectorAll('p')].map((paragraph) =>
    plainText(paragraph.textContent ?? ''),
  )
  return (paragraphs.find((text) => text.length > 80) ?? '').slice(0, 80)
}

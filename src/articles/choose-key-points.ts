import type { PageDocument, PageElement } from '../dom.ts'
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
 * The first candidate that belongs to the article: its first point is in the extracted text, or its label is strong, the
 * smallest element around it and that text holds little else, and the list opens the text or shares its `article`. Its
 * elements are taken out of the extracted article.
 */
export function chooseKeyPoints(
  candidates: readonly KeyPointCandidate[],
  extracted: PageElement,
  document: PageDocument,
): KeyPointCandidate | null {
  const body = wholeText(extracted)
  const marks = landmarksOf(extracted)
  const chosen = candidates.findIndex(({ points, source: { elements }, strength }) => {
    if (body.includes(openingWords(points[0] ?? ''))) return true
    const [list] = elements
    return strength === 'strong' && list !== undefined && sharesContainer(list, marks, body.length)
  })
  const candidate = candidates[chosen]
  if (!candidate) return null
  for (const element of extracted.querySelectorAll(`[${mark}="${chosen}"]`)) element.remove()
  for (const element of document.querySelectorAll(`[${mark}="${chosen}"]`)) element.remove()
  return candidate
}

/**
 * Whether an element around the list holds the opening of the article and not much that is foreign to it. Outside its
 * `article` element a list belongs to the article only below the headline and above the bulk of the text: what stands
 * elsewhere tells of others.
 */
function sharesContainer(list: PageElement, { opening, middle }: Landmarks, bodyLength: number): boolean {
  for (let up = list.parentElement; up && up.tagName !== 'BODY'; up = up.parentElement) {
    const text = plainText(visibleText(up), 1_000_000)
    if (opening === '' || !text.includes(opening)) continue
    if (up.tagName === 'ARTICLE') return list.closest('article') === up
    const isFitting = up.tagName === 'MAIN' || text.length < bodyLength * 2 + 500
    return isFitting && list.closest('article') === up.closest('article') && opensArticle(list, up, middle)
  }
  return false
}

function opensArticle(list: PageElement, container: PageElement, middle: string): boolean {
  const text = plainText(visibleText(container), 1_000_000)
  const at = text.indexOf(plainText(visibleText(list)).slice(0, 60))
  const headline = container.querySelector('h1')
  const headlineAt = headline ? text.indexOf(plainText(visibleText(headline))) : -1
  return at > headlineAt && at < text.indexOf(middle)
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

/** How the first real paragraph of an article begins, and the one in its middle. */
interface Landmarks {
  readonly opening: string
  readonly middle: string
}

function landmarksOf(extracted: PageElement): Landmarks {
  const paragraphs = [...extracted.querySelectorAll('p')]
    .map((paragraph) => plainText(paragraph.textContent ?? ''))
    .filter((text) => text.length > 80)
    .map((text) => text.slice(0, 80))
  return { opening: paragraphs[0] ?? '', middle: paragraphs[Math.floor(paragraphs.length / 2)] ?? '' }
}

import type { PageElement } from '../dom.ts'
import type { PointSource } from './find-list.ts'
import { isFurniture, isPromotionBox } from './page-boxes.ts'
import { countWords, plainText } from './plain-text.ts'

const maxPoints = 10
const maxMedianWords = 45

/** A few items of sentence length that are neither links, nor stories, nor a data sheet, outside the furniture of the page. */
export function isPointList(source: PointSource): boolean {
  const { points, elements, isParagraph } = source
  const lengths = points.map(countWords).toSorted((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  if (points.length < (isParagraph ? 1 : 2) || points.length > maxPoints) return false
  if (median < 3 || median > maxMedianWords || points.every(isDatum)) return false
  if (elements.some((element) => isFurniture(element) || isPromotionBox(element))) return false
  return !isMostlyLinks(elements) && !elements.some(isStoryList)
}

/** `Weight: 9 kilos`: a name and a value of up to three words, which is no sentence. */
function isDatum(point: string): boolean {
  const value = /^[^:]{1,40}: ([^.!?]+)$/.exec(point)?.[1] ?? ''
  return value !== '' && value.split(' ').length <= 3
}

function isMostlyLinks(elements: readonly PageElement[]): boolean {
  const total = lengthOf(elements)
  const links = elements.flatMap((element) => [...element.querySelectorAll('a[href]')])
  const inLinks = lengthOf(links)
  const toHere = links.filter((link) => link.getAttribute('href')?.startsWith('#'))
  return inLinks >= total / 2 || (links.length > 1 && toHere.length === links.length)
}

/** More than half of the items begin with a linked headline: each tells of another story. */
function isStoryList(list: PageElement): boolean {
  const items = [...list.children]
  const stories = items.filter((item) => {
    const headline = plainText(item.querySelector('a[href]')?.textContent ?? '')
    return countWords(headline) >= 3 && plainText(item.textContent ?? '').startsWith(headline)
  })
  return stories.length > items.length / 2
}

function lengthOf(elements: readonly PageElement[]): number {
  return elements.reduce((sum, element) => sum + plainText(element.textContent ?? '', 10_000).length, 0)
}

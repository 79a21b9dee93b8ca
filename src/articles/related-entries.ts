import type { PageElement } from '../dom.ts'
import { countWords } from './plain-text.ts'

const headings = 'h2, h3, h4, h5, h6, [role="heading"]'

/**
 * The entries of a region, outermost first: siblings of one tag that each hold one story. A row of several stories is
 * opened; a region that repeats nothing is one entry itself.
 */
export function entriesIn(region: PageElement): PageElement[] {
  if (storiesIn(region) <= 1) return hasLink(region) ? [region] : []
  const children = [...region.children].filter(hasLink)
  const groups = [...new Set(children.map((child) => child.tagName))].map((tag) =>
    children.filter((child) => child.tagName === tag),
  )
  const largest = groups.toSorted((a, b) => b.length - a.length)[0] ?? []
  return (largest.length > 1 ? largest : children).flatMap(entriesIn)
}

/** How many stories an element tells of: its headings, else its links of a headline's length. */
function storiesIn(element: PageElement): number {
  const titles = [...element.querySelectorAll(headings)].filter(
    (heading) => countWords(heading.textContent ?? '') > 0,
  )
  if (titles.length > 0) return titles.length
  const own = element.matches('a[href]') ? [element] : []
  const links = [...own, ...element.querySelectorAll('a[href]')].filter(
    (link) => countWords(link.textContent ?? '') >= 4,
  )
  return new Set(links.map((link) => link.getAttribute('href'))).size
}

function hasLink(element: PageElement): boolean {
  return (
    element.matches('a[href]') ||
    element.querySelector('a[href]') !== null ||
    element.closest('a[href]') !== null
  )
}

import { textUpTo, type PageDocument, type PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { entriesIn } from './related-entries.ts'
import { readEntry } from './read-entry.ts'
import type { RelatedLink } from './page-article.ts'
import { canonicalKey } from './canonical-key.ts'
import { countWords, plainText } from './plain-text.ts'
import { isRelatedLabel, relatedNames } from './section-labels.ts'

/** The related stories of a page and the elements they stand in, labels among them. */
export interface RelatedBlock {
  readonly links: RelatedLink[]
  readonly elements: readonly PageElement[]
}

const labelElements = 'h2, h3, h4, h5, h6, strong, b, p, span, div, header, legend, summary, dt'
const maxLinks = 6
const maxLabels = 50
const maxEntryWords = 150

/** Reads the block that the publisher labelled as related: entries of one shape, each with one main link; 6 at most. */
export function findRelated(document: PageDocument, url: string, base: string): RelatedBlock {
  let single: RelatedBlock = { links: [], elements: [] }
  for (const elements of regions(document)) {
    const entries = elements
      .flatMap(entriesIn)
      .filter((entry) => countWords(textUpTo(entry, 5000)) <= maxEntryWords)
    const links = unique(entries.map((entry) => readEntry(entry, url, base)).filter((link) => link !== null))
    if (links.length === 0 || holdsArticle(elements, document)) continue
    const block = { links: links.slice(0, maxLinks), elements }
    if (links.length > 1) return block
    if (single.links.length === 0 && countWords(links[0]?.title ?? '') >= 4) single = block
  }
  return single
}

/** A region that holds the headline or most of the paragraphs of the page is the article itself. */
function holdsArticle(elements: readonly PageElement[], document: PageDocument): boolean {
  if (elements.some((element) => element.querySelector('h1') !== null)) return true
  const inside = elements.flatMap((element) => [...element.querySelectorAll('p')]).filter(isLong)
  const all = [...document.querySelectorAll('p')].filter(isLong)
  return inside.length > 3 && inside.length > all.length / 2
}

function isLong(paragraph: PageElement): boolean {
  return countWords(paragraph.textContent ?? '') > 40
}

function unique(links: readonly RelatedLink[]): RelatedLink[] {
  const byUrl = [
    ...new Map(links.toReversed().map((link) => [canonicalKey(link.url), link])).values(),
  ].toReversed()
  return byUrl.filter(({ title }, index) => byUrl.findIndex((other) => other.title === title) === index)
}

/** What follows each label, then what carries the name of such a block. */
function* regions(document: PageDocument): Generator<readonly PageElement[]> {
  const seen: PageElement[] = []
  for (const label of document.querySelectorAll(labelElements)) {
    const text = textUpTo(label, 200)
    if (
      text.length > 200 ||
      label.closest('a, nav') ||
      !isRelatedLabel(plainText(text, 80)) ||
      seen.some((outer) => outer.contains(label))
    )
      continue
    seen.push(label)
    if (seen.length > maxLabels) return
    const region = regionAfter(label)
    if (region.length > 0) yield [label, ...region]
  }
  for (const element of document.querySelectorAll('aside, section, div, ul, ol, nav')) {
    if (element.closest('body > footer, body > header')) continue
    if (isRelatedLabel(element.getAttribute('aria-label') ?? '') || relatedNames.test(namesOf(element)))
      yield [element]
  }
}

/** The siblings after a label up to the next heading of its rank; when it stands alone, those after its wrapper. */
function regionAfter(label: PageElement): PageElement[] {
  for (
    let node: PageElement | null = label;
    node && !['ARTICLE', 'MAIN', 'BODY'].includes(node.tagName);
    node = node.parentElement
  ) {
    const region = siblingsAfter(node, rankOf(label))
    if (region.some((element) => element.matches('a[href]') || element.querySelector('a[href]')))
      return region
    const before = node.previousElementSibling
    if (region.length > 0 || (before && plainText(before.textContent ?? '') !== '')) return []
  }
  return []
}

function siblingsAfter(element: PageElement, rank: number): PageElement[] {
  const found: PageElement[] = []
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling) {
    const isEntry = next.querySelector('a[href]') !== null && rankOf(next) > 2
    if (rankOf(next) <= rank && !isEntry) break
    if (['SCRIPT', 'STYLE', 'FOOTER', 'FORM'].includes(next.tagName)) continue
    found.push(next)
  }
  return found
}

/** 1 to 6 for headings; whatever is no heading ranks below them. */
function rankOf(element: PageElement): number {
  return /^H[1-6]$/.test(element.tagName) ? Number(element.tagName[1]) : 7
}

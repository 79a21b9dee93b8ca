import { isElement, isText, type PageElement, type PageNode } from '../dom.ts'
import { visibleText } from './html-to-text.ts'
import { countWords, plainText } from './plain-text.ts'

/** The points under a label and the elements that hold them. */
export interface PointSource {
  readonly points: string[]
  readonly elements: readonly PageElement[]
  /** The points are the sentences of one paragraph. */
  readonly isParagraph?: boolean
}

/** Between a label and its list stands an introduction at most. */
const maxBetween = 600
const bullet = /^\s*[•◦▪■●‣⁃∙·–—*✓✔►▶➤→-]\s+/u
const headings = /^H[1-6]$/
const lists = new Set(['UL', 'OL', 'MENU'])

/** The first list or run of bullet lines after a label, before the next heading, within the box that holds the label. */
export function listAfter(label: PageElement): PointSource | null {
  if (label.tagName === 'DT') return definitionsAfter(label)
  const box = boxOf(label)
  let between = 0
  for (const node of following(label)) {
    if (box && !box.contains(node)) return null
    if (isText(node)) between += (node.textContent ?? '').trim().length
    if (between > maxBetween) return null
    if (!isElement(node)) continue
    if (headings.test(node.tagName) || node.tagName === 'FORM') return null
    const source = listAt(node)
    if (source) return source
  }
  return null
}

/** The list that an element is or holds; a box without a list gives its paragraphs but for the label. */
export function listIn(element: PageElement): PointSource | null {
  const own = listAt(element)
  if (own) return own
  const inner = element.querySelector('ul, ol, dl, [role="list"]')
  if (inner) return listAt(inner)
  const paragraphs = [...element.querySelectorAll('p')].filter(
    (paragraph) => countWords(paragraph.textContent ?? '') >= 4,
  )
  return paragraphs.length >= 2 ? sourceOf(paragraphs) : null
}

/** The sentences of the paragraph that begins with the label, or of the one that follows it. */
export function tldrAfter(label: PageElement): PointSource | null {
  const block = label.closest('p, li, blockquote, div') ?? label
  const rest = plainText(visibleText(block), 3000).slice(plainText(label.textContent ?? '').length)
  const own = rest.replace(/^[\s:;,.–—-]+/, '')
  const next = label.nextElementSibling
  if (block !== label && countWords(own) >= 4 && !block.querySelector('ul, ol'))
    return { points: sentencesOf(own), elements: [block], isParagraph: true }
  if (next?.tagName !== 'P' || bullet.test(next.textContent ?? '')) return null
  return { points: sentencesOf(plainText(visibleText(next), 3000)), elements: [next], isParagraph: true }
}

function listAt(element: PageElement): PointSource | null {
  if (lists.has(element.tagName) || element.getAttribute('role') === 'list') return listItems(element)
  if (element.tagName === 'DL') return definitions(element)
  return element.tagName === 'P' || element.tagName === 'DIV' ? bulletLines(element) : null
}

function listItems(list: PageElement): PointSource | null {
  const items = [...list.children].filter(
    (item) => item.tagName === 'LI' || item.getAttribute('role') === 'listitem',
  )
  return items.length > 0 ? { points: textsOf(items), elements: [list] } : null
}

/** `Cost` and `falls by a tenth` read as one point; a list of `dd` alone as one point each. */
function definitions(list: PageElement): PointSource {
  const points: string[] = []
  let term = ''
  for (const child of list.querySelectorAll('dt, dd')) {
    const text = pointText(child)
    if (child.tagName === 'DT') term = text.replace(/\s*:$/, '')
    else if (text !== '') points.push(term === '' ? text : `${term}: ${text}`)
  }
  return { points, elements: [list] }
}

function definitionsAfter(term: PageElement): PointSource | null {
  const found: PageElement[] = []
  for (let next = term.nextElementSibling; next?.tagName === 'DD'; next = next.nextElementSibling)
    found.push(next)
  const inner = found.length === 1 ? found[0]?.querySelector('ul, ol') : null
  return inner ? listAt(inner) : sourceOf(found)
}

/** A run of sibling paragraphs that begin with a bullet, or one paragraph with a bullet after each line break. */
function bulletLines(element: PageElement): PointSource | null {
  if (!bullet.test(element.textContent ?? '')) return null
  const lines = linesOf(element)
  if (lines.length > 1 && lines.every((line) => bullet.test(line)))
    return { points: lines.map(cleanPoint), elements: [element] }
  const run: PageElement[] = []
  for (
    let next: PageElement | null = element;
    next && next.tagName === element.tagName && bullet.test(next.textContent ?? '');
    next = next.nextElementSibling
  )
    run.push(next)
  return run.length > 1 ? sourceOf(run) : null
}

function linesOf(element: PageElement): string[] {
  return element.innerHTML
    .split(/<br[^>]*>/i)
    .map((line) => plainText(line.replaceAll(/<[^>]*>/g, '')))
    .filter((line) => line !== '')
}

function sourceOf(elements: readonly PageElement[]): PointSource | null {
  return elements.length === 0 ? null : { points: textsOf(elements), elements }
}

function textsOf(items: readonly PageElement[]): string[] {
  return items.map(pointText).filter((text) => text !== '')
}

/** The text of an item without the lists inside it. */
function pointText(item: PageElement): string {
  const parts = [...item.childNodes].filter((node) => !isElement(node) || !lists.has(node.tagName))
  return cleanPoint(plainText(parts.map(visibleText).join(''), 2000))
}

function cleanPoint(text: string): string {
  return plainText(text).replace(bullet, '')
}

function sentencesOf(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
}

/** The box that a label heads, when there is more in it than the label. */
function boxOf(label: PageElement): PageElement | null {
  const box = label.parentElement?.closest('aside, section, details, article, main, blockquote') ?? null
  return box && plainText(box.textContent ?? '', 500) !== plainText(label.textContent ?? '', 500) ? box : null
}

/** Every node after an element in document order, its own content left out. */
function* following(element: PageElement): Generator<PageNode> {
  for (let up: PageElement | null = element; up; up = up.parentElement) {
    for (let next = up.nextSibling; next; next = next.nextSibling) yield* inOrder(next)
  }
}

function* inOrder(node: PageNode): Generator<PageNode> {
  yield node
  if (isElement(node) && !/^(?:SCRIPT|STYLE|NOSCRIPT|SVG|TEMPLATE)$/i.test(node.tagName))
    for (const child of node.childNodes) yield* inOrder(child)
}

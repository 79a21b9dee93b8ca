import { parseHTML } from 'linkedom'
import { AppError } from '../errors.ts'
import { htmlNesting } from './html-nesting.ts'

/** The part of the DOM that reading a page takes. */
export interface PageNode {
  readonly nodeType: number
  readonly parentElement: PageElement | null
  readonly nextSibling: PageNode | null
  readonly previousSibling: PageNode | null
  readonly childNodes: Iterable<PageNode>
  textContent: string | null
}

export interface PageElement extends PageNode {
  readonly tagName: string
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly nextElementSibling: PageElement | null
  readonly previousElementSibling: PageElement | null
  innerHTML: string
  readonly outerHTML: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  hasAttribute(name: string): boolean
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>
  closest(selector: string): PageElement | null
  matches(selector: string): boolean
  contains(other: PageNode): boolean
  remove(): void
}

export interface PageDocument {
  readonly documentElement: PageElement
  readonly body: PageElement
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>
}

/** As deep as browsers keep a document. */
const maxDepth = 512

/** The depths of all elements together; the heaviest of many article pages have a twentieth of it. */
const maxSteps = 400_000

/** Tags that nest deeper than this are never closed at all, or were written to do harm. */
const maxNesting = 5000

/** Each opening bracket may become a node of its own; the heaviest article pages have a tenth of it. */
const maxBrackets = 200_000

/** Reads HTML as a document with a body, whatever is missing; nothing of it is run or loaded. */
export function parseDocument(html: string): PageDocument {
  const whole = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`
  const { document }: { readonly document: unknown } = parseHTML(whole)
  if (!isDocument(document))
    throw new AppError('internal', 'The HTML parser gave no document; please report this.')
  return document
}

function isDocument(value: unknown): value is PageDocument {
  return typeof value === 'object' && value !== null && 'documentElement' in value
}

/** The document of a page; `unreadable` when it is so deep or in so many pieces that no walk through it should be begun. */
export function parsePage(html: string, url: string): PageDocument {
  const isParsable = html.split('<').length <= maxBrackets && htmlNesting(html) <= maxNesting
  const document = isParsable ? parseDocument(html) : null
  if (document && isWalkable(document)) return document
  throw new AppError(
    'unreadable',
    `${url} has more elements, or nests them deeper, than any article needs; ask the site to mend the page.`,
  )
}

function isWalkable(document: PageDocument): boolean {
  let level: PageElement[] = [document.documentElement]
  let steps = 0
  for (let depth = 1; level.length > 0; depth++) {
    steps += depth * level.length
    if (depth > maxDepth || steps > maxSteps) return false
    level = level.flatMap((element) => [...element.children])
  }
  return true
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1
}

export function isText(node: PageNode): boolean {
  return node.nodeType === 3
}

/** `class`, `id` and ARIA label of an element in one lower-case line, for naming patterns. */
export function namesOf(element: PageElement): string {
  const names = ['class', 'id', 'aria-label', 'data-component', 'data-testid']
  return names
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ')
    .toLowerCase()
}

/** The text below a node, read no further than a little beyond `max` characters: a cheap look at a large element. */
export function textUpTo(node: PageNode, max: number): string {
  if (isText(node)) return node.textContent ?? ''
  let text = ''
  for (const child of node.childNodes) {
    if (text.length > max) break
    text += textUpTo(child, max - text.length)
  }
  return text
}

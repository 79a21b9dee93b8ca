import { parseHTML } from 'linkedom'
import { AppError } from './errors.ts'

/** The part of the DOM that reading HTML takes. */
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

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1
}

export function isText(node: PageNode): boolean {
  return node.nodeType === 3
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

import type { PageElement, PageNode } from '../dom.ts'
import { fragmentText } from './fragment-text.ts'
import { blockNames, elementNames, hiddenNames } from './html-names.ts'
import { plainParagraphs, plainText } from './plain-text.ts'

/** Deeper markup is no text anyone wrote; it also keeps the walk off the end of the stack. */
const maxDepth = 256

/** An HTML fragment as one line of plain text: markup stripped, entities decoded, `plainText` applied. */
export function htmlToText(html: string, maxLength?: number): string {
  return plainText(textOf(html), maxLength)
}

/** An HTML fragment as plain paragraphs with a blank line between them. */
export function htmlToParagraphs(html: string, maxLength?: number): string {
  return plainParagraphs(textOf(html), maxLength)
}

/** The visible text below a node; each block stands between blank lines, a line break becomes a space. */
export function visibleText(node: PageNode): string {
  const parts: string[] = []
  collect(node, parts, 0)
  return parts.join('')
}

function textOf(html: string): string {
  return /[<&]/.test(html) ? fragmentText(escapeLookAlikes(html)) : html
}

/**
 * What only looks like markup is text: `List<String>` (neither HTML, SVG nor a namespace names such a tag), `<!` that
 * begins neither a comment nor a declaration, and `&copy=` in a query string, where HTML would read a sign without its
 * semicolon.
 */
function escapeLookAlikes(html: string): string {
  return html
    .replaceAll(/<!(?!--|\[|doctype[^<]*>)/gi, '&lt;!')
    .replaceAll(/&(?=[a-z][a-z0-9]*=)/gi, '&amp;')
    .replaceAll(/<\/?([a-z][^\s/>]*)/gi, (tag, name: string) =>
      elementNames.has(name.toLowerCase()) || /[:-]/.test(name) ? tag : tag.replace('<', '&lt;'),
    )
}

/** By the numbers of the DOM, so that reading a feed need not load one. */
function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1
}

function collect(node: PageNode, parts: string[], depth: number): void {
  if (node.nodeType === 3) parts.push((node.textContent ?? '').replaceAll(/\s+/g, ' '))
  if (!isElement(node) || depth > maxDepth) return
  const name = node.tagName.toLowerCase()
  if (hiddenNames.has(name)) return
  if (name === 'br') parts.push(' ')
  const isBlock = blockNames.has(name)
  if (isBlock) parts.push('\n\n')
  for (const child of node.childNodes) collect(child, parts, depth + 1)
  if (isBlock) parts.push('\n\n')
}

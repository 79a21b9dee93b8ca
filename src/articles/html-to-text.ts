import { isElement, isText, parseDocument, type PageNode } from './dom.ts'
import { htmlNesting } from './html-nesting.ts'
import { plainParagraphs, plainText } from './plain-text.ts'

const skipped = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'SVG',
  'MATH',
  'IFRAME',
  'OBJECT',
  'HEAD',
  'TITLE',
  'BUTTON',
  'SELECT',
  'TEXTAREA',
])

const blocks = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM ' +
    'H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
)

const elementNames = new Set(
  (
    'a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code ' +
    'col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 ' +
    'h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr ' +
    'noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small ' +
    'source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr ' +
    'xml image path g circle rect line polygon polyline use defs text tspan foreignobject desc symbol'
  ).split(' '),
)

/** Deeper markup is no text anyone wrote; it also keeps the walk off the end of the stack. */
const maxDepth = 256

/** An HTML fragment as one line of plain text: markup stripped, entities decoded, `plainText` applied. */
export function htmlToText(html: string, maxLength?: number): string {
  return plainText(hasMarkup(html) ? textOfFragment(html) : html, maxLength)
}

/** An HTML fragment as plain paragraphs with a blank line between them. */
export function htmlToParagraphs(html: string, maxLength?: number): string {
  return plainParagraphs(hasMarkup(html) ? textOfFragment(html) : html, maxLength)
}

/** The visible text below a node; each block stands between blank lines, a line break becomes a space. */
export function visibleText(node: PageNode): string {
  const parts: string[] = []
  collect(node, parts, 0)
  return parts.join('')
}

function hasMarkup(text: string): boolean {
  return /[<&]/.test(text)
}

function textOfFragment(html: string): string {
  if (htmlNesting(html) > maxDepth)
    return html.replaceAll(/<(?:script|style)\b[^]*?<\/(?:script|style)\s*>|<[^>]*>/gi, ' ')
  return visibleText(parseDocument(`<html><body>${withoutUnknownTags(html)}</body></html>`).body)
}

/** `List<String>` is text: only what HTML, SVG or a namespace could have named counts as a tag. */
function withoutUnknownTags(html: string): string {
  return html.replaceAll(/<\/?([a-z][^\s/>]*)?/gi, (tag, name: string | undefined) =>
    name === undefined || elementNames.has(name.toLowerCase()) || /[:-]/.test(name)
      ? tag
      : tag.replace('<', '&lt;'),
  )
}

function collect(node: PageNode, parts: string[], depth: number): void {
  if (isText(node)) parts.push((node.textContent ?? '').replaceAll(/\s+/g, ' '))
  if (!isElement(node) || depth > maxDepth) return
  const name = node.tagName.toUpperCase()
  if (skipped.has(name)) return
  if (name === 'BR') parts.push(' ')
  const isBlock = blocks.has(name)
  if (isBlock) parts.push('\n\n')
  for (const child of node.childNodes) collect(child, parts, depth + 1)
  if (isBlock) parts.push('\n\n')
}

import { parseDocument, type PageDocument, type PageElement } from '../dom.ts'
import { AppError } from '../errors.ts'
import { htmlNesting } from './html-nesting.ts'

/** As deep as browsers keep a document. */
const maxDepth = 512

/** The depths of all elements together; the heaviest of many article pages have a twentieth of it. */
const maxSteps = 400_000

/** Tags that nest deeper than this are never closed at all, or were written to do harm. */
const maxNesting = 5000

/** Each opening bracket may become a node of its own; the heaviest article pages have a tenth of it. */
const maxBrackets = 200_000

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

/** `class`, `id` and ARIA label of an element in one lower-case line, for naming patterns. */
export function namesOf(element: PageElement): string {
  const names = ['class', 'id', 'aria-label', 'data-component', 'data-testid']
  return names
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ')
    .toLowerCase()
}

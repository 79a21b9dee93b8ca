import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { parseDocument, type PageDocument, type PageElement } from './dom.ts'
import { visibleText } from './html-to-text.ts'
import { plainParagraphs } from './plain-text.ts'

/** The element that holds the text of the article, in a document of its own; null when there is no such text. */
export function extractArticle(document: PageDocument): PageElement | null {
  const { document: copy } = parseHTML(document.documentElement.outerHTML)
  const html = new Readability(copy, { disableJSONLD: true }).parse()?.content
  return html ? parseDocument(html).body : null
}

/** The paragraphs of an extracted article, captions and figures left out. */
export function textOfArticle(extracted: PageElement): string {
  for (const element of extracted.querySelectorAll('figure, figcaption, nav, form, [hidden]'))
    element.remove()
  return plainParagraphs(visibleText(extracted))
}

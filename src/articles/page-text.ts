import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { parseDocument, textUpTo, type PageDocument, type PageElement } from '../dom.ts'
import { visibleText } from './html-to-text.ts'
import { plainParagraphs, plainText } from './plain-text.ts'

/** What stands in the text of an article without being part of it. */
const asides =
  '[class*="caption" i], [class*="credit" i], figcaption, [class*="comments" i], [id="comments"], [class*="social" i], [class*="share-" i], [class*="cookie" i]'
const maxAside = 600

/** The element that holds the text of the article, in a document of its own; null when there is no such text. */
export function extractArticle(document: PageDocument): PageElement | null {
  for (const element of document.querySelectorAll(asides)) if (isShort(element)) element.remove()
  const { document: copy } = parseHTML(document.documentElement.outerHTML)
  const html = new Readability(copy, { disableJSONLD: true }).parse()?.content
  return html ? parseDocument(html).body : null
}

/** The paragraphs of an extracted article, captions and figures left out. */
export function textOfArticle(extracted: PageElement): string {
  for (const element of extracted.querySelectorAll('figure, figcaption, nav, form, [hidden]'))
    element.remove()
  for (const paragraph of extracted.querySelectorAll('p')) if (isPromotion(paragraph)) paragraph.remove()
  return plainParagraphs(visibleText(extracted))
}

/** A paragraph that is one link and nothing else leads away: "READ MORE: …", "CLICK HERE TO GET THE APP". */
function isPromotion(paragraph: PageElement): boolean {
  const links = paragraph.querySelectorAll('a[href]')
  const text = plainText(paragraph.textContent ?? '')
  return (
    links.length === 1 && text !== '' && plainText(links[0]?.textContent ?? '').length > text.length * 0.9
  )
}

function isShort(element: PageElement): boolean {
  return textUpTo(element, maxAside).length <= maxAside
}

import { AppError } from '../errors.ts'
import { chooseKeyPoints, markKeyPoints } from './choose-key-points.ts'
import type { PageDocument, PageElement } from '../dom.ts'
import { parsePage } from './dom.ts'
import { findKeyPoints } from './find-key-points.ts'
import { findRelated } from './find-related.ts'
import type { PageArticle } from './page-article.ts'
import { signUpBoxes } from './page-boxes.ts'
import { extractArticle, textOfArticle } from './page-text.ts'
import { countWords } from './plain-text.ts'
import { baseOf, readMetadata } from './read-metadata.ts'

export type { PageArticle } from './page-article.ts'

/** Fewer words than this are no article, unless the page itself says that it is one. */
const minWords = 30

/** Often most of a page, and never read once its metadata is. */
const unreadable = 'script, style, svg, template, link'

/**
 * Reads the article of a page: what it is called, says and leads to, with the key points and related stories as the
 * publisher wrote them. `url` is where the page came from. Throws `unreadable` for a page without an article.
 */
export function readPage(html: string, url: string): PageArticle {
  const document = parsePage(html, url)
  const { jsonLd, ...metadata } = readMetadata(document, url)
  for (const element of document.querySelectorAll(unreadable)) element.remove()
  const related = findRelated(document, url, baseOf(document, url))
  for (const element of related.elements) element.remove()
  const candidates = findKeyPoints(document)
  markKeyPoints(candidates)
  for (const box of signUpBoxes(document)) box.remove()
  const extracted = extractBody(document, url)
  const keyPoints = extracted && chooseKeyPoints(candidates, extracted, document)
  const text = extracted ? textOfArticle(extracted) : ''
  const bodyText = countWords(text) < minWords && jsonLd?.body ? jsonLd.body : text
  const wordCount = countWords(bodyText)
  if (wordCount < minWords && jsonLd === null) throw noArticle(url)
  return {
    ...metadata,
    bodyText,
    wordCount,
    keyPoints: keyPoints ? { heading: keyPoints.heading, points: keyPoints.points } : null,
    related: related.links,
  }
}

function extractBody(document: PageDocument, url: string): PageElement | null {
  try {
    return extractArticle(document)
  } catch (error) {
    throw new AppError(
      'unreadable',
      `${url} cannot be read as a page; open it in a browser to see whether it is whole.`,
      { cause: error },
    )
  }
}

function noArticle(url: string): AppError {
  return new AppError(
    'unreadable',
    `${url} holds no article: fewer than ${minWords} words of text were found. Give the address of the article itself.`,
  )
}

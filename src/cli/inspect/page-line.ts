import { computeKeyPoints } from '../../articles/compute-key-points.ts'
import { decodeBody } from '../../articles/decode-body.ts'
import { readPage, type PageArticle } from '../../articles/read-page.ts'

/** What `recap inspect page` prints of an article; its key points are the publisher's, else computed from its text. */
export function pageLine(body: Uint8Array, url: string): object {
  const page = readPage(decodeBody({ body }), url)
  const article = {
    title: page.title,
    dek: page.dek,
    authors: page.authors,
    publishedAt: page.publishedAt,
    language: page.language,
    siteName: page.siteName,
    image: page.image?.url ?? null,
    bodyText: page.bodyText,
    wordCount: page.wordCount,
    topics: page.topics,
    keyPoints: keyPointsOf(page),
    related: page.related.map(({ title, url, summary, category, publishedAt, tags }) => {
      return { title, url, summary, category, publishedAt, tags }
    }),
  }
  return { article, warnings: page.warnings }
}

function keyPointsOf({ keyPoints, bodyText, language }: PageArticle): object[] {
  return keyPoints
    ? keyPoints.points.map((text) => ({ text, origin: 'publisher' }))
    : computeKeyPoints(bodyText, language).map(({ text }) => ({ text, origin: 'computed' }))
}

import { generateRssFeed } from 'feedsmith'
import { summaryOf, type Publication, type PublishedArticle } from './publication.ts'

/** The publication as RSS 2.0, newest first; `baseUrl` is where it is served, without a slash at the end. */
export function publicationFeed(publication: Publication, baseUrl: string): string {
  const newest = publication.articles[0]
  return generateRssFeed({
    title: publication.name,
    link: `${baseUrl}/`,
    description: publication.description,
    language: 'en',
    ...(newest && { lastBuildDate: newest.publishedAt }),
    atom: { links: [{ href: `${baseUrl}/feed.xml`, rel: 'self', type: 'application/rss+xml' }] },
    items: publication.articles.map((article) => feedItem(article, baseUrl)),
  })
}

function feedItem(article: PublishedArticle, baseUrl: string) {
  const link = `${baseUrl}/articles/${article.slug}`
  return {
    title: article.title,
    link,
    description: summaryOf(article),
    guid: { value: link, isPermaLink: true },
    pubDate: article.publishedAt,
    categories: [article.category, ...article.tags].map((name) => ({ name })),
    dc: { creators: [article.author] },
  }
}

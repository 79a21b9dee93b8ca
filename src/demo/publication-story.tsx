import { Card, Kicker, Photo, Pills, Published, type ArticleProps } from './publication-parts.tsx'
import { findArticle, summaryOf, type PublishedArticle } from './publication.ts'

const wordsPerMinute = 238

/** What machines read of an article: canonical address, Open Graph and schema.org NewsArticle. */
export function ArticleHead({ site, article }: ArticleProps) {
  const url = `${site.baseUrl}/articles/${article.slug}`
  const image = article.image && `${site.baseUrl}/images/${article.image.name}.png`
  return (
    <>
      <link rel="canonical" href={url} />
      <meta name="description" content={summaryOf(article)} />
      <meta name="author" content={article.author} />
      <meta property="og:type" content="article" />
      <meta property="og:title" content={article.title} />
      <meta property="og:description" content={summaryOf(article)} />
      <meta property="og:url" content={url} />
      {image && <meta property="og:image" content={image} />}
      {article.image && <meta property="og:image:alt" content={article.image.alt} />}
      <meta property="article:published_time" content={article.publishedAt.toISOString()} />
      <meta property="article:section" content={article.category} />
      {article.tags.map((tag) => (
        <meta property="article:tag" content={tag} />
      ))}
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: scriptJson(newsArticle({ site, article }, url)) }}
      />
    </>
  )
}

export function Story({ site, article }: ArticleProps) {
  return (
    <article class="story">
      <header>
        <Kicker site={site} section={article.category} />
        <h1>{article.title}</h1>
        {article.dek && <p class="dek">{article.dek}</p>}
        <p class="meta">
          <span class="byline">
            By <span class="author">{article.author}</span>
          </span>{' '}
          · <Published at={article.publishedAt} /> · {minutesOf(article)} min read
        </p>
      </header>
      {article.image && (
        <figure>
          <Photo site={site} article={article} />
          <figcaption>{article.image.caption}</figcaption>
        </figure>
      )}
      <div class="article-body">
        {article.keyPoints && <KeyPoints {...article.keyPoints} />}
        {article.body.map((block) => (typeof block === 'string' ? <p>{block}</p> : <h2>{block.heading}</h2>))}
      </div>
      <Pills tags={article.tags} />
    </article>
  )
}

function KeyPoints({ label, markup, points }: NonNullable<PublishedArticle['keyPoints']>) {
  return (
    <div class="key-points">
      {markup === 'heading' ? (
        <h2>{label}</h2>
      ) : (
        <p>
          <strong>{label}</strong>
        </p>
      )}
      <ul>
        {points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
    </div>
  )
}

export function Related({ site, article }: ArticleProps) {
  const related = article.related.flatMap((slug) => findArticle(site.publication, slug) ?? [])
  if (related.length === 0) return null
  return (
    <section class="panel related">
      <h2>Related Articles</h2>
      <div class="grid">
        {related.map((other) => (
          <Card site={site} article={other} />
        ))}
      </div>
    </section>
  )
}

function newsArticle({ site, article }: ArticleProps, url: string) {
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.title,
    description: summaryOf(article),
    url,
    mainEntityOfPage: url,
    datePublished: article.publishedAt.toISOString(),
    author: { '@type': 'Person', name: article.author },
    publisher: { '@type': 'NewsMediaOrganization', name: site.publication.name, url: `${site.baseUrl}/` },
    articleSection: article.category,
    keywords: article.tags,
    inLanguage: 'en',
    isAccessibleForFree: true,
    ...(article.image && { image: `${site.baseUrl}/images/${article.image.name}.png` }),
  }
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function minutesOf(article: PublishedArticle): number {
  const text = article.body.map((block) => (typeof block === 'string' ? block : block.heading)).join(' ')
  return Math.ceil(text.split(/\s+/).length / wordsPerMinute)
}

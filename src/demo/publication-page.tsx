import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import {
  Card,
  Kicker,
  Photo,
  Published,
  SignUp,
  sectionId,
  type ArticleProps,
  type Site,
} from './publication-parts.tsx'
import { ArticleHead, Related, Story } from './publication-story.tsx'
import { summaryOf, type PublishedArticle } from './publication.ts'

interface PageProps {
  site: Site
  title: string
  head?: ComponentChildren
  after?: ComponentChildren
  children: ComponentChildren
}

const newsCards = 6

/** An article with its related pieces, as a whole HTML document. */
export function articlePage(site: Site, article: PublishedArticle): string {
  return htmlDocument(
    <Page
      site={site}
      title={`${article.title} | ${site.publication.name}`}
      head={<ArticleHead site={site} article={article} />}
      after={<Related site={site} article={article} />}
    >
      <Story site={site} article={article} />
    </Page>,
  )
}

/** The front page: the newest piece, the ones after it, and every headline by section. */
export function frontPage(site: Site): string {
  const [lead, ...others] = site.publication.articles
  return htmlDocument(
    <Page
      site={site}
      title={`${site.publication.name}: ${site.publication.tagline}`}
      head={<link rel="canonical" href={`${site.baseUrl}/`} />}
    >
      {lead && <Lead site={site} article={lead} />}
      <section class="latest">
        <h2>Latest</h2>
        <div class="grid">
          {others.slice(0, newsCards).map((article) => (
            <Card site={site} article={article}>
              <Photo site={site} article={article} />
            </Card>
          ))}
        </div>
      </section>
      <Sections site={site} />
    </Page>,
  )
}

/** The page for an address that leads nowhere. */
export function notFoundPage(site: Site): string {
  return htmlDocument(
    <Page site={site} title={`Page not found | ${site.publication.name}`}>
      <div class="story">
        <h1>This page is not here</h1>
        <p class="dek">The address may be mistyped, or the piece has moved.</p>
        <p>
          <a href={`${site.baseUrl}/`}>See the latest news</a>
        </p>
      </div>
    </Page>,
  )
}

function Page({ site, title, head, after, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="alternate" type="application/rss+xml" href={`${site.baseUrl}/feed.xml`} />
        <meta property="og:site_name" content={site.publication.name} />
        {head}
        <link rel="stylesheet" href={`${site.baseUrl}/style.css`} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <Masthead site={site} />
        <main class="wrap" id="main">
          {children}
        </main>
        <div class="wrap">
          <SignUp site={site} />
          {after}
        </div>
        <footer class="colophon wrap">
          <p class="legal">
            {site.publication.name} is a sample: every person, company and event on it is invented.{' '}
            <a href={`${site.baseUrl}/feed.xml`}>RSS feed</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

function Masthead({ site }: { site: Site }) {
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="brand" href={`${site.baseUrl}/`}>
          {site.publication.name}
        </a>
        <p class="tagline">{site.publication.tagline}</p>
        <nav aria-label="Sections">
          <ul>
            {site.publication.sections.map((section) => (
              <li>
                <a href={`${site.baseUrl}/#${sectionId(section)}`}>{section}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}

function Lead({ site, article }: ArticleProps) {
  return (
    <article class="lead">
      <Photo site={site} article={article} />
      <div>
        <Kicker site={site} section={article.category} />
        <h2>
          <a href={`${site.baseUrl}/articles/${article.slug}`}>{article.title}</a>
        </h2>
        <p class="dek">{summaryOf(article)}</p>
        <p class="meta">
          {article.author}, <Published at={article.publishedAt} />
        </p>
      </div>
    </article>
  )
}

function Sections({ site }: { site: Site }) {
  return (
    <section class="sections">
      <h2>All sections</h2>
      <div class="grid">
        {site.publication.sections.map((section) => (
          <Section
            site={site}
            name={section}
            articles={site.publication.articles.filter(({ category }) => category === section)}
          />
        ))}
      </div>
    </section>
  )
}

interface SectionProps {
  site: Site
  name: string
  articles: readonly PublishedArticle[]
}

function Section({ site, name, articles }: SectionProps) {
  return (
    <section id={sectionId(name)}>
      <h3>{name}</h3>
      <ul>
        {articles.map((article) => (
          <li>
            <a href={`${site.baseUrl}/articles/${article.slug}`}>{article.title}</a>{' '}
            <span class="meta">
              <Published at={article.publishedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function htmlDocument(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`
}

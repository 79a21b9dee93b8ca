import type { ComponentChildren } from 'preact'
import { summaryOf, type Publication, type PublishedArticle } from './publication.ts'

/** A publication and the absolute address it is served at, without a slash at the end. */
export interface Site {
  readonly publication: Publication
  readonly baseUrl: string
}

export interface ArticleProps {
  site: Site
  article: PublishedArticle
}

const longDate = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })

/** The fragment that a section's headlines have on the front page. */
export function sectionId(section: string): string {
  return section.toLowerCase().replaceAll(' ', '-')
}

/** The day of an article in words, such as "March 9, 2026". */
export function Published({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{longDate.format(at)}</time>
}

export function Kicker({ site, section }: { site: Site; section: string }) {
  return (
    <p class="category">
      <a href={`${site.baseUrl}/#${sectionId(section)}`}>{section}</a>
    </p>
  )
}

/** The article's picture, nothing when it has none. */
export function Photo({ site, article }: ArticleProps) {
  if (!article.image) return null
  const { name, alt } = article.image
  return <img src={`${site.baseUrl}/images/${name}.png`} width={1200} height={630} alt={alt} />
}

/** A teaser of an article; `children` stand above it. */
export function Card({ site, article, children }: ArticleProps & { children?: ComponentChildren }) {
  return (
    <article class="card">
      {children}
      <p class="category">{article.category}</p>
      <h3>
        <a href={`${site.baseUrl}/articles/${article.slug}`}>{article.title}</a>
      </h3>
      <p class="summary">{summaryOf(article)}</p>
      <p class="meta">
        <Published at={article.publishedAt} />
      </p>
      <Pills tags={article.tags} />
    </article>
  )
}

export function Pills({ tags }: { tags: readonly string[] }) {
  return (
    <ul class="pills">
      {tags.map((tag) => (
        <li>{tag}</li>
      ))}
    </ul>
  )
}

/** The box that invites to the newsletter; it posts to the sign-up of the server it is shown by. */
export function SignUp({ site }: { site: Site }) {
  return (
    <section class="panel newsletter">
      <h2>The week in your inbox</h2>
      <p>One letter a week with the key points of what happened. Leave whenever you like.</p>
      <form method="post" action={new URL('/subscribe', site.baseUrl).href}>
        <label>
          Your e-mail address
          <input type="email" name="email" autocomplete="email" required />
        </label>
        <button type="submit">Sign up</button>
      </form>
    </section>
  )
}

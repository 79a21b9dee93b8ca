import { expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { pageUrl, pageWith, relatedStories } from './pages.ts'

/** A story as the markup shows it: its address as a path, its day in words and as a date. */
interface Shown {
  readonly category: string
  readonly title: string
  readonly summary: string
  readonly path: string
  readonly date: string
  readonly iso: string
  readonly tags: readonly string[]
}

const shown = relatedStories.map(({ category, title, summary, url, publishedAt, tags }): Shown => ({
  category,
  title,
  summary,
  tags,
  path: new URL(url).pathname,
  date: publishedAt.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
  iso: publishedAt.toISOString().slice(0, 10),
}))

const all = (entry: (story: Shown) => string) => shown.map(entry).join('\n')
const pills = ({ tags }: Shown, before: string, after: string) =>
  tags.map((tag) => `${before}${tag}${after}`).join('')
const heading = '<h2>Related Articles</h2>'

const variants: Record<string, string> = {
  'cards that are links as a whole': `<section>${heading}<div class="grid">${all(
    (s) =>
      `<a class="card" href="${s.path}"><div class="kicker">${s.category}</div><h3>${s.title}</h3><p>${s.summary}</p><div class="date">${s.date}</div><div class="tags">${pills(s, '<span class="pill">', '</span>')}</div></a>`,
  )}</div></section>`,
  'an ordered list with pictures': `<aside>${heading}<ol>${all(
    (s) =>
      `<li><figure><a href="${s.path}"><img src="/i${s.path}.jpg" alt=""></a></figure><span class="section">${s.category}</span><h4><a href="${s.path}">${s.title}</a></h4><p>${s.summary}</p><time datetime="${s.iso}">${s.date}</time><ul class="tag-list">${pills(s, '<li>', '</li>')}</ul></li>`,
  )}</ol></aside>`,
  'an aside that only its aria-label names': `<aside aria-label="Related articles">${all(
    (s) =>
      `<article><p class="category">${s.category}</p><h3><a href="${s.path}">${s.title}</a></h3><p class="summary">${s.summary}</p><p class="date">${s.date}</p><p class="tags">${pills(s, '<a rel="tag" href="/tags/x">', '</a> ')}</p></article>`,
  )}</aside>`,
  'a box that only its class names': `<div class="related-articles">${all(
    (s) =>
      `<div class="teaser"><span class="eyebrow">${s.category}</span><h3 class="title"><a href="${s.path}">${s.title}</a></h3><div class="excerpt">${s.summary}</div><span class="date">${s.date}</span>${pills(s, '<span class="tag">', '</span>')}</div>`,
  )}</div>`,
  'rows of a table': `${heading}<table><tbody>${all(
    (s) =>
      `<tr><td class="category">${s.category}</td><td><h3><a href="${s.path}">${s.title}</a></h3><p>${s.summary}</p></td><td>${s.date}</td><td class="tags">${pills(s, '<span>', '</span> ')}</td></tr>`,
  )}</tbody></table>`,
  'boxes of boxes without headings': `<div class="more"><div class="more-head"><strong>Related Articles</strong></div><div class="more-body">${all(
    (s) =>
      `<div><div><span class="category">${s.category}</span></div><div><a class="headline" href="${s.path}">${s.title}</a></div><div>${s.summary}</div><div><time>${s.date}</time></div><div class="tags">${pills(s, '<span>', '</span>')}</div></div>`,
  )}</div></div>`,
  'a category that is a link too': `<section><header><h3>Related Articles</h3></header>${all(
    (s) =>
      `<article><a class="category" href="/category/x">${s.category}</a><h4><a href="${s.path}">${s.title}</a></h4><p>${s.summary}</p><footer><time datetime="${s.iso}T09:00:00Z">${s.date}</time> ${pills(s, '<a class="chip" href="/tag/x">', '</a>')}</footer></article>`,
  )}</section>`,
  'a heading around everything but the pills': `${heading}<ul class="stack">${all(
    (s) =>
      `<li><span class="label category">${s.category}</span><a href="${s.path}"><h3>${s.title}</h3></a><p>${s.summary}</p><span>${s.date}</span><ul class="pills">${pills(s, '<li class="pill">', '</li>')}</ul></li>`,
  )}</ul>`,
  'category and date in one line': `<section>${heading}${all(
    (s) =>
      `<div class="entry"><p class="meta">${s.category} | ${s.date}</p><h3><a href="${s.path}">${s.title}</a></h3><p>${s.summary}</p><p class="tags">${pills(s, '<span>#', '</span> ')}</p></div>`,
  )}</section>`,
  'headings of the same rank as the label': `<section>${heading}${all(
    (s) =>
      `<div class="item"><span class="category">${s.category}</span><h2><a href="${s.path}">${s.title}</a></h2><p>${s.summary}</p><time>${s.date}</time><div class="tags">${pills(s, '<span>', '</span>')}</div></div>`,
  )}</section>`,
  'links that track': `<section>${heading}${all(
    (s) =>
      `<article><div class="category">${s.category}</div><h3><a href="https://ledger.example${s.path}?utm_source=box&amp;fbclid=x#top">${s.title}</a></h3><p>${s.summary}</p><div>${s.date}</div><div class="tags">${pills(s, '<span class="tag">', '</span>')}</div><a href="${s.path}">Read more</a></article>`,
  )}</section>`,
}

test.each(Object.entries(variants))('six related articles come out exactly: %s', (_name, related) => {
  const page = readPage(pageWith({ related }), pageUrl)
  expect(page.related).toEqual(relatedStories)
  expect(page.bodyText).not.toContain('Grid Storage')
})

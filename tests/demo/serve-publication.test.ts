import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Readability } from '@mozilla/readability'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseRssFeed } from 'feedsmith'
import { parseHTML } from 'linkedom'
import { publicationFeed } from '../../src/demo/publication-feed.ts'
import { loadPublication, type Publication } from '../../src/demo/publication.ts'
import { servePublication } from '../../src/demo/serve-publication.ts'

const templates = path.resolve(import.meta.dirname, '../../templates')
const publication = await loadPublication(templates, new Date('2026-03-12T09:00:00Z'))
const hostile = `</title><script>alert("1")</script> & 'B' ]]> <!-- `

function withHostileText(): Publication {
  const articles = publication.articles.map((article, index) =>
    index === 0 ? { ...article, title: hostile, dek: hostile, author: hostile } : article,
  )
  return { ...publication, articles }
}

let app: FastifyInstance
let baseUrl: string

beforeAll(async () => {
  app = Fastify()
  app.get('/', () => 'the host')
  const address = 'http://news.example/sample'
  await app.register(servePublication(publication, address), { prefix: '/sample' })
  await app.register(servePublication(withHostileText(), address), { prefix: '/hostile' })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(() => app.close())

async function get(url: string) {
  const response = await fetch(baseUrl + url)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

async function pageOf(url: string) {
  return parseHTML((await get(url)).text).document
}

describe('the feed', () => {
  test('lists every piece with its address, dek, date, author and topics', () => {
    const feed = parseRssFeed(publicationFeed(publication, 'http://news.example/sample'))
    expect(feed.title).toBe('The Tidewater Wire')
    expect(feed.atom?.links?.[0]).toMatchObject({ href: 'http://news.example/sample/feed.xml', rel: 'self' })
    expect(feed.items).toHaveLength(publication.articles.length)
    publication.articles.forEach((article, index) => {
      const link = `http://news.example/sample/articles/${article.slug}`
      expect(feed.items?.[index]).toMatchObject({
        title: article.title,
        link,
        guid: { value: link, isPermaLink: true },
        description: article.dek ?? article.body[0],
        pubDate: article.publishedAt.toUTCString(),
        dc: { creators: [article.author] },
        categories: [article.category, ...article.tags].map((name) => ({ name })),
      })
    })
  })

  test('keeps hostile characters of a title as text', () => {
    const xml = publicationFeed(withHostileText(), 'http://news.example')
    const item = parseRssFeed(xml).items?.[0]
    expect(item?.title).toBe(hostile.trim())
    expect(item?.dc?.creators).toEqual([hostile.trim()])
    expect(parseRssFeed(xml).items).toHaveLength(publication.articles.length)
  })
})

describe('the served site', () => {
  test('answers each kind of address with its content type', async () => {
    const html = 'text/html; charset=utf-8'
    expect(await get('/sample')).toMatchObject({ status: 200, type: html })
    expect(await get('/sample/')).toMatchObject({ status: 200, type: html })
    expect(await get('/sample/feed.xml')).toMatchObject({
      status: 200,
      type: 'application/rss+xml; charset=utf-8',
    })
    expect(await get('/sample/style.css')).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' })
    expect(await get('/sample/images/browser.png')).toMatchObject({ status: 200, type: 'image/png' })
    for (const { slug } of publication.articles) {
      expect(await get(`/sample/articles/${slug}`)).toMatchObject({ status: 200, type: html })
    }
  })

  test.each([
    '/sample/articles/nothing',
    '/sample/images/nothing.png',
    '/sample/images/..%2Fstyle.png',
    '/sample/x',
  ])('answers %s with a page that leads back to the news', async (url) => {
    const answer = await get(url)
    expect(answer).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' })
    expect(answer.text).toContain('See the latest news')
  })

  test('leaves the rest of the server alone', async () => {
    expect(await get('/')).toMatchObject({ status: 200, text: 'the host' })
    expect((await get('/elsewhere')).text).not.toContain('Tidewater')
  })

  test('names every piece and its picture by absolute address on the front page', async () => {
    const page = await pageOf('/sample/')
    const links = [...page.querySelectorAll('.sections a')].map((link) => link.getAttribute('href'))
    const expected = publication.articles.map(({ slug }) => `http://news.example/sample/articles/${slug}`)
    expect(new Set(links)).toEqual(new Set(expected))
    expect(page.querySelector('.lead img')?.getAttribute('src')).toMatch(
      /^http:\/\/news\.example\/sample\/images\/[a-z-]+\.png$/,
    )
  })
})

describe('an article page', () => {
  const url = '/sample/articles/wayfarer-strips-link-trackers'

  test('tells machines its address, title, picture, author and date', async () => {
    const page = await pageOf(url)
    const address = `http://news.example${url}`
    const content = (property: string) =>
      page.querySelector(`meta[property="${property}"]`)?.getAttribute('content')
    expect(page.documentElement.getAttribute('lang')).toBe('en')
    expect(page.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(address)
    expect(content('og:title')).toBe('Wayfarer browser will strip tracking codes from copied links')
    expect(content('og:image')).toBe('http://news.example/sample/images/browser.png')
    expect(
      JSON.parse(page.querySelector('script[type="application/ld+json"]')?.textContent ?? ''),
    ).toMatchObject({
      '@type': 'NewsArticle',
      url: address,
      datePublished: '2026-03-10T09:20:00.000Z',
      author: { name: 'Sunniva Drake' },
    })
  })

  test('shows its related pieces with section, title, summary, date and tags, below the sign-up box', async () => {
    const page = await pageOf(url)
    expect([...page.querySelectorAll('.story, .panel')].map((part) => part.className)).toEqual([
      'story',
      'panel newsletter',
      'panel related',
    ])
    const card = page.querySelector('.related .card')
    expect(card?.querySelector('.category')?.textContent).toBe('Open Source')
    expect(card?.querySelector('h3 a')?.getAttribute('href')).toMatch(/copperline-moves-to-foundation$/)
    expect(card?.querySelector('.summary')?.textContent).toMatch(/^The library that reads calendars/)
    expect(card?.querySelector('time')?.textContent).toBe('March 9, 2026')
    expect([...(card?.querySelectorAll('.pills li') ?? [])].map((pill) => pill.textContent)).toEqual([
      'Maintainers',
      'Funding',
      'Calendars',
    ])
  })

  test.each(publication.articles.map((article) => [article.slug, article] as const))(
    '%s is read by Readability with its points, without what stands around it',
    async (slug, article) => {
      const read = new Readability(await pageOf(`/sample/articles/${slug}`)).parse()
      expect(read?.title).toContain(article.title)
      expect(read?.byline).toBe(article.author)
      for (const block of article.body) {
        expect(read?.textContent).toContain(typeof block === 'string' ? block : block.heading)
      }
      for (const point of article.keyPoints?.points ?? []) {
        expect(read?.content).toContain(`<li>${point}</li>`)
      }
      expect(read?.textContent).not.toContain('Related Articles')
      expect(read?.textContent).not.toContain('your inbox')
    },
  )

  test('keeps hostile characters of a title as text', async () => {
    const { text } = await get(`/hostile/articles/${publication.articles[0]?.slug}`)
    const page = parseHTML(text).document
    expect(text).not.toContain('<script>alert')
    expect(page.querySelector('h1')?.textContent).toBe(hostile)
    expect(page.querySelectorAll('script')).toHaveLength(1)
    expect(JSON.parse(page.querySelector('script')?.textContent ?? '')).toMatchObject({ headline: hostile })
  })
})

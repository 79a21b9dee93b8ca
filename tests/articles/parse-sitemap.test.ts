import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { parseSource } from '../../src/articles/parse-source.ts'

const url = 'https://site.example/sitemap.xml'
const read = (text: string) => parseSource({ body: Buffer.from(text) }, url)
const urlset = (inner: string) =>
  '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ' +
  `xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${inner}</urlset>`
const entry = (slug: string, inner: string) => `<url><loc>https://site.example/${slug}</loc>${inner}</url>`
const news = (title: string, date: string) =>
  `<news:news><news:publication><news:name>The Coast</news:name><news:language>en</news:language></news:publication>` +
  `${date && `<news:publication_date>${date}</news:publication_date>`}${title && `<news:title>${title}</news:title>`}` +
  '<news:keywords>tide, sea</news:keywords></news:news>'

describe('a news sitemap', () => {
  test('gives its articles in the terms of a feed', () => {
    const image = '<image:image><image:loc>https://site.example/i.jpg</image:loc></image:image>'
    const text = urlset(
      entry(
        'a?id=1&amp;utm_source=x',
        `${news('Tides &amp; <![CDATA[R&D]]>', '2026-03-09T07:00:00+01:00')}${image}`,
      ),
    )
    expect(read(text)).toEqual({
      format: 'sitemap',
      title: 'The Coast',
      siteUrl: 'https://site.example/',
      language: 'en',
      children: [],
      warnings: [],
      items: [
        {
          guid: null,
          url: 'https://site.example/a?id=1',
          title: 'Tides & R&D',
          publishedAt: new Date('2026-03-09T06:00:00Z'),
          precision: 'instant',
          updatedAt: null,
          summary: null,
          contentText: null,
          authors: [],
          categories: ['tide', 'sea'],
        },
      ],
    })
  })

  test('leaves out what lacks a title, a date or the news', () => {
    const day = '2026-03-09'
    const entries = [
      entry('a', news('A', day)),
      entry('b', news('', day)),
      entry('c', news('C', '')),
      entry('d', ''),
    ]
    const { items, warnings } = read(urlset(entries.join('')))
    expect(items.map(({ title }) => title)).toEqual(['A'])
    expect(warnings).toEqual([expect.stringContaining('2 entries')])
  })

  test('is read when it is packed with gzip', () => {
    const body = gzipSync(urlset(entry('a', news('A', '2026-03-09'))))
    expect(parseSource({ body }, `${url}.gz`).items).toHaveLength(1)
  })

  test('that breaks off keeps its complete entries', () => {
    const text = urlset(entry('a', news('A', '2026-03-09')) + entry('bcd', news('B', '2026-03-09')))
    const { items, warnings } = read(text.slice(0, text.indexOf('bcd') + 1))
    expect(items.map(({ url }) => url)).toEqual(['https://site.example/a'])
    expect(warnings).toEqual([expect.stringContaining('breaks off')])
  })
})

describe('any other sitemap', () => {
  test('gives addresses whose last change is not their date of publication', () => {
    const { items } = read(urlset(entry('a', '<lastmod>2026-03-09</lastmod>')))
    expect(items).toEqual([
      expect.objectContaining({
        url: 'https://site.example/a',
        publishedAt: null,
        precision: 'none',
        updatedAt: new Date('2026-03-09T12:00:00Z'),
      }),
    ])
  })

  test('that is an index names its sitemaps, the last changed first', () => {
    const child = (name: string, date: string) =>
      `<sitemap><loc>/${name}.xml</loc>${date && `<lastmod>${date}</lastmod>`}</sitemap>`
    const text = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${child('undated', '')}${child('old', '2026-01-01')}${child('new', '2026-03-01')}</sitemapindex>`
    expect(read(text)).toMatchObject({
      format: 'sitemap',
      items: [],
      children: ['new', 'old', 'undated'].map((name) => `https://site.example/${name}.xml`),
    })
  })

  test('of no entries is no error', () => {
    expect(read(urlset(''))).toMatchObject({ items: [], children: [], warnings: [] })
  })
})

describe('hostile input', () => {
  const refused = (code: string) => expect.objectContaining({ name: 'AppError', code })

  test('entities of its own are not expanded', () => {
    const bomb = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
    const text = urlset(entry('a', news('A &x; &y;', '2026-03-09'))).replace('<urlset', `${bomb}<urlset`)
    expect(read(text).items[0]?.title).toBe('A &x; &y;')
  })

  test('nesting without end is refused', () => {
    expect(() => read(urlset('<a>'.repeat(20_000) + '</a>'.repeat(20_000)))).toThrow(refused('unreadable'))
  })

  test('what unpacks to more than 25 MiB is refused', () => {
    const body = gzipSync(Buffer.alloc(26 * 1024 * 1024, ' '))
    expect(() => parseSource({ body }, url)).toThrow(refused('too_large'))
  })

  test('broken gzip is refused', () => {
    expect(() => parseSource({ body: Buffer.from([0x1f, 0x8b, 1, 2, 3]) }, url)).toThrow(
      refused('unreadable'),
    )
  })
})

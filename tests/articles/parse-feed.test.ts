import { describe, expect, test } from '@jest/globals'
import { parseFeed } from '../../src/articles/parse-feed.ts'
import { fixture } from './pages.ts'

const url = 'https://site.example/news/feed.xml'
const rss = (inner: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><link>https://site.example/</link>${inner}</channel></rss>`
const item = (inner: string) => {
  const first = parseFeed(rss(`<item>${inner}</item>`), url).items[0]
  if (!first) throw new Error('an item was expected')
  return first
}
const unreadable = (message: RegExp) =>
  expect.objectContaining({ name: 'AppError', code: 'unreadable', message: expect.stringMatching(message) })

describe('each format gives the same article', () => {
  test.each([
    ['rss', 'feed.rss'],
    ['atom', 'feed.atom'],
    ['rdf', 'feed.rdf'],
    ['jsonfeed', 'feed.json'],
  ])('%s', (format, file) => {
    const feed = parseFeed(fixture(file), url)
    expect(feed).toMatchObject({
      format,
      title: 'Coast & Country',
      siteUrl: 'https://site.example/',
      language: 'en-GB',
      warnings: [],
    })
    expect(feed.items).toHaveLength(2)
    expect(feed.items[0]).toEqual({
      guid: 'tag:site.example,2026:1',
      url: 'https://site.example/news/one?id=1',
      title: 'Tides & turbines',
      publishedAt: new Date('2026-03-09T06:00:00Z'),
      precision: 'instant',
      updatedAt: format === 'atom' || format === 'jsonfeed' ? new Date('2026-03-10T06:00:00Z') : null,
      summary: 'A short account.',
      contentText: 'First paragraph.\n\nSecond one.',
      authors: ['Ines Falk'],
      categories: ['Energy', 'Sea'],
    })
  })
})

describe('text', () => {
  test.each([
    ['AT&amp;T &amp;amp; friends', 'AT&T & friends'],
    ['<![CDATA[<b>Bold</b> &amp; plain]]>', 'Bold & plain'],
    ['List&lt;String&gt; in practice', 'List<String> in practice'],
    ['One &lt;script&gt;alert(1)&lt;/script&gt;two', 'One two'],
    ['Cafe\u0301', 'Café'],
    ['evil \u202egnp.exe\u0007', 'evil gnp.exe'],
    [' a \n  b\t c ', 'a b c'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['?a=1&copy=2 &copy; us', '?a=1&copy=2 © us'],
    ['<![CDATA[<!DOCTYPE]]>', '<!DOCTYPE'],
    ['A<br/>B &lt;!-- C --&gt;', 'A B'],
  ])('%j is read as %j', (written, read) => {
    expect(item(`<title>${written}</title>`).title).toBe(read)
  })

  test('is capped', () => {
    expect(item(`<title>${'word '.repeat(1000)}</title>`).title.length).toBeLessThanOrEqual(500)
  })

  test('an item without a title is named by its text', () => {
    expect(item('<description>&lt;p&gt;Only a remark.&lt;/p&gt;</description>').title).toBe('Only a remark.')
  })
})

describe('addresses', () => {
  test.each([
    ['<link>https://site.example/?a=1&copy=2</link>', 'https://site.example/?a=1&copy=2'],
    ['<link><![CDATA[https://site.example/?a=1&copy=2]]></link>', 'https://site.example/?a=1&copy=2'],
    ['<link>/a</link>', 'https://site.example/a'],
    ['<link>https://site.example/a?utm_source=rss&amp;id=2#top</link>', 'https://site.example/a?id=2'],
    ['<link>//cdn.example/a</link>', 'https://cdn.example/a'],
    ['<link>javascript:alert(1)</link>', null],
    ['<link>mailto:a@site.example</link>', null],
    ['<guid>https://site.example/by-guid</guid>', 'https://site.example/by-guid'],
    ['<guid isPermaLink="false">https://site.example/by-guid</guid>', null],
    ['<guid>1234</guid>', null],
  ])('%s gives %s', (inner, expected) => {
    expect(item(inner).url).toBe(expected)
  })

  test('are resolved against xml:base before the link of the feed', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><link href="https://site.example/"/><entry><title>A</title><link href="a"/></entry></feed>'
    expect(parseFeed(atom, url).items[0]?.url).toBe('https://base.example/x/a')
  })
})

describe('dates', () => {
  test.each([
    ['Mon, 09 Mar 2026 07:00:00 EST', '2026-03-09T12:00:00.000Z', 'instant'],
    ['9 Mar 26 07:00 +0100', '2026-03-09T06:00:00.000Z', 'instant'],
    ['2026-03-09T07:00:00', '2026-03-09T07:00:00.000Z', 'instant'],
    ['2026-03-09', '2026-03-09T12:00:00.000Z', 'day'],
  ])('%s is %s, to the %s', (written, iso, precision) => {
    const { publishedAt, precision: read } = item(`<title>A</title><pubDate>${written}</pubDate>`)
    expect([publishedAt?.toISOString(), read]).toEqual([iso, precision])
  })

  test('one that cannot be read is null, with a warning', () => {
    const feed = parseFeed(rss('<item><title>A</title><pubDate>the other day</pubDate></item>'), url)
    expect(feed.items[0]).toMatchObject({ publishedAt: null, precision: 'none' })
    expect(feed.warnings).toEqual([expect.stringContaining('"the other day" cannot be read')])
  })
})

describe('a feed that is not whole', () => {
  const items = [1, 2, 3]
    .map((i) => `<item><title>Story ${i}</title><link>https://site.example/${i}</link></item>`)
    .join('\n')

  test.each([
    ['inside an item', rss(items).replace(/<link>https:\/\/site\.example\/3.*/s, '<link>https://si')],
    ['inside a tag', rss(items).replace(/<item><title>Story 3.*/s, '<item><tit')],
    ['inside CDATA', rss(items).replace(/<title>Story 3.*/s, '<title><![CDATA[Sto')],
  ])('keeps its complete items when it breaks off %s', (_where, text) => {
    const feed = parseFeed(text, url)
    expect(feed.items.map(({ title }) => title)).toEqual(['Story 1', 'Story 2'])
    expect(feed.warnings).toEqual([expect.stringContaining('breaks off')])
  })

  test('keeps its entries when it is Atom', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>One</title></entry><entry><title>Tw'
    expect(parseFeed(atom, url).items.map(({ title }) => title)).toEqual(['One'])
  })

  test('is read in spite of junk before it, control characters and a bare &', () => {
    const feed = parseFeed(`\ufeff\n junk ${rss('<item><title>R&D\u0000 here</title></item>')}`, url)
    expect(feed.items[0]?.title).toBe('R&D here')
  })
})

describe('hostile and foreign input', () => {
  test.each([
    '<!doctype html><html><head><title>404</title></head><body>No</body></html>',
    '<HTML><body><rss>',
    '\n<!-- hi --><html lang="en">',
  ])('a feed that is HTML is refused: %s', (text) => {
    expect(() => parseFeed(text, url)).toThrow(unreadable(/is an HTML page, not a feed/))
  })

  test.each(['', '   ', 'hello', '{"a":1}', '[1,2]', '<opml></opml>', '<svg xmlns="x"/>', '{', '<'])(
    '%j is refused',
    (text) => {
      expect(() => parseFeed(text, url)).toThrow(unreadable(/feed\.xml/))
    },
  )

  test('entities of its own are neither expanded nor read from files', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`
    const feed = parseFeed(rss('<item><title>x &b; &x; y</title></item>').replace('<rss', `${bomb}<rss`), url)
    expect(feed.items[0]?.title).toBe('x &b; &x; y')
    expect(feed.warnings).toEqual([expect.stringContaining('entities')])
  })

  test('a public document type is no hindrance', () => {
    const text = rss('<item><title>A</title></item>').replace(
      '<rss',
      '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd"><rss',
    )
    expect(parseFeed(text, url)).toMatchObject({ items: [{ title: 'A' }], warnings: [] })
  })

  test('nesting without end is refused or cut, never a crash', () => {
    const deep = rss(
      `<item><title>A</title><description>${'<b>'.repeat(20_000)}x${'</b>'.repeat(20_000)}</description></item>`,
    )
    try {
      expect(parseFeed(deep, url).items[0]?.title).toBe('A')
    } catch (error) {
      expect(error).toEqual(unreadable(/./))
    }
  })

  test('deep markup in a description is cut', () => {
    const markup = `${'&lt;div&gt;'.repeat(20_000)}x`
    expect(item(`<title>A</title><description>${markup}</description>`).title).toBe('A')
  })

  test('a feed without items is a feed', () => {
    expect(parseFeed(rss(''), url).items).toEqual([])
  })

  test('a large feed is read in pieces, and nothing of it is lost at their ends', () => {
    const filler = '<![CDATA[</item> '.padEnd(9000, 'word ')
    const many = Array.from(
      { length: 300 },
      (_, i) => `<item><title>${i}</title><description>${filler}]]></description></item>`,
    )
    const feed = parseFeed(
      rss(many.join('\n')).replace('</channel>', '<language>de</language></channel>'),
      url,
    )
    expect(feed.items.map(({ title }) => title)).toEqual(many.map((_, i) => String(i)))
    expect(feed).toMatchObject({ title: 'T', language: 'de', warnings: [] })
  })

  test('of very many items the newest 500 are taken, in the order of the feed', () => {
    const many = Array.from(
      { length: 600 },
      (_, i) =>
        `<item><title>${i}</title><pubDate>${new Date(Date.UTC(2026, 0, 1) + (i % 2 ? -1 : 1) * i * 3_600_000).toUTCString()}</pubDate></item>`,
    )
    const feed = parseFeed(rss(many.join('')), url)
    expect(feed.items).toHaveLength(500)
    expect(feed.items[0]?.title).toBe('0')
    expect(feed.items.map(({ title }) => title)).not.toContain('599')
    expect(feed.warnings).toEqual([expect.stringContaining('600 entries')])
  })
})

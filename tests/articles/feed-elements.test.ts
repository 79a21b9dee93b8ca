import { describe, expect, test } from '@jest/globals'
import { parseFeed } from '../../src/articles/parse-feed.ts'

const url = 'https://site.example/news/feed.xml'
const firstOf = (text: string) => parseFeed(text, url).items[0]

describe('extensions', () => {
  const rss = (inner: string) =>
    firstOf(
      '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" ' +
        `xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item>${inner}</item></channel></rss>`,
    )

  test.each<[string, string, object]>([
    ['dc:title', '<dc:title>A</dc:title>', { title: 'A' }],
    ['dc:author', '<dc:author>A</dc:author>', { authors: ['A'] }],
    ['dcterms:issued', '<dcterms:issued>2026-03-09T07:00:00Z</dcterms:issued>', { precision: 'instant' }],
    ['media:category', '<media:category>a</media:category>', { categories: ['a'] }],
    [
      'a media:group',
      '<media:group><media:title>A</media:title><media:description>B</media:description></media:group>',
      { title: 'A', summary: 'B' },
    ],
    ['itunes:keywords', '<itunes:keywords>a, b</itunes:keywords>', { categories: ['a', 'b'] }],
    [
      'content:encoded',
      '<description>A</description><content:encoded>B</content:encoded>',
      { summary: 'A', contentText: 'B' },
    ],
    ['fullitem', '<fullitem>&lt;p&gt;A&lt;/p&gt;</fullitem>', { contentText: 'A' }],
    ['an XHTML body', '<body xmlns="http://www.w3.org/1999/xhtml"><p>A</p></body>', { contentText: 'A' }],
    [
      'a summary beside the description',
      '<summary>A</summary><description>B</description>',
      { summary: 'A', contentText: 'B' },
    ],
    ['an author in markup', '<author><![CDATA[<p>Ines Falk</p>]]></author>', { authors: ['Ines Falk'] }],
    [
      'an author whose address looks like a tag',
      '<author>Ines Falk &lt;a@b.example&gt;</author>',
      { authors: ['Ines Falk'] },
    ],
    ['an author with an address', '<author>ines@a.example (Ines Falk)</author>', { authors: ['Ines Falk'] }],
  ])('%s of RSS is read', (_name, inner, expected) => {
    expect(rss(inner)).toMatchObject(expected)
  })

  const atom = (inner: string) =>
    firstOf(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${inner}</entry></feed>`)

  test.each<[string, string, object]>([
    ['Base64 by type', '<title type="application/octet-stream">QSA8Yj5CPC9iPg==</title>', { title: 'A B' }],
    ['Base64 by mode', '<title type="text/html" mode="base64">QSA8Yj5CPC9iPg==</title>', { title: 'A B' }],
    [
      'a picture as content',
      '<title>A</title><content type="image/png">iVBORw0K</content>',
      { contentText: null },
    ],
    [
      'XHTML',
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>B</b></div></title>',
      { title: 'A B' },
    ],
    ['plain text with brackets', '<title type="text">A &lt;b&gt;</title>', { title: 'A <b>' }],
    ['a term rather than its label', '<category term="a" label="The letter A"/>', { categories: ['a'] }],
    [
      'the label of a term that is an address',
      '<category term="https://a.example/1" label="A"/>',
      { categories: ['A'] },
    ],
    [
      'the dates of Atom 0.3',
      '<issued>2026-03-09T07:00:00Z</issued><modified>2026-03-10T07:00:00Z</modified>',
      {
        publishedAt: new Date('2026-03-09T07:00:00Z'),
        updatedAt: new Date('2026-03-10T07:00:00Z'),
      },
    ],
    ['an email for a name', '<author><email>a@b.example</email></author>', { authors: ['a@b.example'] }],
  ])('%s of Atom is read', (_name, inner, expected) => {
    expect(atom(inner)).toMatchObject(expected)
  })
})

describe('the outline of a feed', () => {
  test.each([
    ['RSS without a channel', '<rss><item><title>A</title></item></rss>'],
    ['a channel without RSS', '<channel><title>T</title><item><title>A</title></item></channel>'],
    ['RSS in capitals', '<RSS><CHANNEL><ITEM><TITLE>A</TITLE></ITEM></CHANNEL></RSS>'],
    [
      'Atom with a prefix',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title></a:entry></a:feed>',
    ],
    [
      'a channel of unknown elements',
      '<rss version="2.0"><channel><x/><item><y/><title>A</title></item></channel></rss>',
    ],
  ])('%s is read', (_name, text) => {
    expect(parseFeed(text, url).items.map(({ title }) => title)).toEqual(['A'])
  })

  test('the table of contents of RSS 1.0 may leave out items', () => {
    const text =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title>' +
      '<items><rdf:Seq><rdf:li rdf:resource="https://a.example/1"/></rdf:Seq></items></channel>' +
      '<item rdf:about="https://a.example/1"><title>A</title></item><item rdf:about="https://a.example/2"><title>B</title></item></rdf:RDF>'
    expect(parseFeed(text, url).items.map(({ title }) => title)).toEqual(['A', 'B'])
  })
})

describe('a hostile feed is read or refused in good time', () => {
  const rss = (inner: string) => `<rss version="2.0"><channel><title>T</title>${inner}</channel></rss>`
  const inDescription = (html: string) => rss(`<item><description><![CDATA[${html}]]></description></item>`)
  test.each([
    ['white space before the root', `<?xml version="1.0"?>${' '.repeat(1e6)}${rss('')}`],
    ['sections that are never closed', rss('<![CDATA['.repeat(5e5))],
    ['comments that are never closed', rss('<!--'.repeat(5e5))],
    ['authors that are never closed', rss('<item><author><p>'.repeat(2e5))],
    ['a name of brackets', rss(`<item><author>${'('.repeat(5e5)}</author></item>`)],
    ['markup that only opens and only closes', inDescription('<a>'.repeat(3e5) + '</b>'.repeat(3e5))],
    ['ends in a section that is never closed', rss(`<item><![CDATA[${'</item>'.repeat(4e5)}`)],
    ['a root that is never closed', '<rss '.repeat(5e5)],
  ])('%s', (_name, text) => {
    const started = performance.now()
    try {
      parseFeed(text, url)
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError', code: 'unreadable' })
    }
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})

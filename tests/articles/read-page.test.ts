import { describe, expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { fixture, pageUrl, pageWith, points } from './pages.ts'

const [first = ''] = points
const list = `<ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`

describe('an ordinary news article', () => {
  const page = readPage(
    pageWith({ keyPoints: `<h3>Key Points:</h3>${list}`, related: fixture('related-cards.html') }),
    `${pageUrl}?utm_source=feed`,
  )

  test('is read with headline, dek, byline, date, language, site, image and address', () => {
    expect(page).toMatchObject({
      title: 'Harbor Towns Bet on Tidal Power',
      dek: 'Four ports have pooled their money for turbines that nobody will see, and the first bills are already lower.',
      authors: ['Ines Falk', 'Tom Okafor'],
      publishedAt: new Date('2026-03-12T12:00:00Z'),
      precision: 'day',
      language: 'en',
      siteName: 'The Coastal Ledger',
      image: { url: 'https://ledger.example/images/turbine.jpg', alt: '' },
      canonicalUrl: pageUrl,
      originUrl: null,
      access: 'unknown',
      warnings: [],
    })
  })

  test('has a body of its paragraphs alone', () => {
    expect(page.bodyText).toContain('The first turbine went down on a Tuesday in January')
    expect(page.bodyText).toContain('the railway that runs along the coast.')
    for (const foreign of [
      first,
      'Key Points',
      'morning brief',
      'Tides, weather',
      'Grid Storage',
      'Related',
      'Copyright',
    ])
      expect(page.bodyText).not.toContain(foreign)
    expect(page.bodyText.split('\n\n').length).toBeGreaterThanOrEqual(6)
    expect(page.wordCount).toBeGreaterThan(200)
  })

  test('has the key points as the publisher wrote them', () => {
    expect(page.keyPoints).toEqual({ heading: 'Key Points', points })
  })
})

describe('a page that is no article', () => {
  test('is refused when it has no text to speak of', () => {
    const html =
      '<html><head><title>Welcome</title></head><body><nav><a href="/a">A</a></nav><p>Nothing here yet.</p></body></html>'
    expect(() => readPage(html, pageUrl)).toThrow(
      expect.objectContaining({ code: 'unreadable', message: expect.stringContaining('no article') }),
    )
  })

  test.each(['', ' ', '{"json":true}', '<', '\u0000\u0001'])('is refused when it is %j', (html) => {
    expect(() => readPage(html, pageUrl)).toThrow(expect.objectContaining({ code: 'unreadable' }))
  })

  test('is refused when it nests without end', () => {
    expect(() => readPage('<div>'.repeat(50_000), pageUrl)).toThrow(
      expect.objectContaining({ code: 'unreadable', message: expect.stringContaining('nests') }),
    )
  })
})

function withJsonLd(json: unknown): string {
  const script = `<script type="application/ld+json">${JSON.stringify(json)}</script></head>`
  return pageWith({}).replace('</head>', script)
}

test('a short article that speaks of a newsletter is not taken for a sign-up box', () => {
  const paragraph = `The library has a newsletter that people subscribe to, and ${'many of them read every word of it '.repeat(4)}.`
  const html = `<body><div><h1>A short story</h1><div><p>${paragraph}</p><p>${paragraph}</p><a href="/x">More</a></div></div></body>`
  expect(readPage(html, pageUrl).bodyText).toContain('The library has a newsletter')
})

describe('what schema.org markup tells', () => {
  test('comes first: date, authors, topics, access', () => {
    const article = {
      '@type': 'NewsArticle',
      headline: 'Harbor Towns Bet on Tidal Power &amp; More',
      datePublished: '2026-03-12T06:30:00-05:00',
      author: [{ '@type': 'Person', name: 'Ines Falk' }, { '@id': '#tom' }],
      keywords: 'tides, energy',
      isAccessibleForFree: 'False',
    }
    const page = readPage(
      withJsonLd({ '@graph': [article, { '@id': '#tom', '@type': 'Person', name: 'Thomas Okafor' }] }),
      pageUrl,
    )
    expect(page).toMatchObject({
      title: 'Harbor Towns Bet on Tidal Power & More',
      authors: ['Ines Falk', 'Thomas Okafor'],
      publishedAt: new Date('2026-03-12T11:30:00Z'),
      precision: 'instant',
      topics: ['tides', 'energy'],
      access: 'paywall',
    })
  })

  test('makes an article of a page with little text', () => {
    const html =
      '<html><head><script type="application/ld+json">{"@type":"Article","headline":"Behind the wall","description":"What it is about."}</script></head><body><p>Please log in.</p></body></html>'
    expect(readPage(html, pageUrl)).toMatchObject({ title: 'Behind the wall', dek: 'What it is about.' })
  })

  test('a canonical address on another site is reported, not believed', () => {
    const html = pageWith({}).replace(
      'href="https://ledger.example/energy/tidal-power"',
      'href="https://agency.example.org/story"',
    )
    expect(readPage(html, pageUrl)).toMatchObject({
      canonicalUrl: null,
      originUrl: 'https://agency.example.org/story',
      warnings: [expect.stringContaining('agency.example.org')],
    })
  })
})

test('hostile text comes out as text, without control and bidi characters', () => {
  const keyPoints = `<h3>Key Points</h3><ul><li>One \u202egnp.exe &lt;script&gt;alert(1)&lt;/script&gt; here</li><li>Two<script>alert(2)</script> is\u0007 clean now</li></ul>`
  expect(readPage(pageWith({ keyPoints }), pageUrl).keyPoints?.points).toEqual([
    'One gnp.exe <script>alert(1)</script> here',
    'Two is clean now',
  ])
})

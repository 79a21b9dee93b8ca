import { describe, expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { fixture, pageUrl, pageWith, points, relatedStories } from './pages.ts'

const [first = '', second = '', third = ''] = points
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

describe('the related block comes out exactly', () => {
  test.each(['cards', 'list', 'links', 'plain', 'meta'])('written as %s', (variant) => {
    const page = readPage(pageWith({ related: fixture(`related-${variant}.html`) }), pageUrl)
    expect(page.related).toEqual(relatedStories)
    expect(page.bodyText).not.toContain('Grid Storage')
    expect(page.bodyText).not.toContain('Related Articles')
    expect(page.bodyText).toContain('the railway that runs along the coast.')
  })

  test('right after the body, inside the article', () => {
    const html = pageWith({}).replace(
      '<section class="newsletter',
      `${fixture('related-list.html')}<section class="newsletter`,
    )
    expect(readPage(html, pageUrl).related).toEqual(relatedStories)
  })

  test('without links to itself, to share buttons, tags, authors and other schemes', () => {
    const related = `<h2>Related Articles</h2><ul>
      <li><a href="${pageUrl}?utm_campaign=x">Harbor Towns Bet on Tidal Power once more</a></li>
      <li><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share this story with all of your friends</a></li>
      <li><a href="/tags/energy">All of our stories about energy</a></li>
      <li><a href="/authors/ines-falk">All of the stories by Ines Falk</a></li>
      <li><a href="javascript:alert(1)">An offer that you cannot refuse today</a></li>
      <li><a href="/energy/one">The first of two real stories</a></li>
      <li><a href="//ledger.example/energy/two">The second of two real stories</a></li></ul>`
    expect(readPage(pageWith({ related }), pageUrl).related.map(({ url }) => url)).toEqual([
      'https://ledger.example/energy/one',
      'https://ledger.example/energy/two',
    ])
  })

  test.each([
    'Mehr zum Thema',
    'À lire aussi',
    'Te puede interesar',
    'Leggi anche',
    'You may also like',
    'More on Energy',
  ])('under the label %s', (label) => {
    const related = fixture('related-list.html').replace('Related Articles', label)
    expect(readPage(pageWith({ related }), pageUrl).related).toEqual(relatedStories)
  })

  test('of six entries at most', () => {
    const entries = Array.from(
      { length: 9 },
      (_, i) => `<li><a href="/s/${i}">Story number ${i} of the week</a></li>`,
    )
    expect(
      readPage(pageWith({ related: `<h2>Related Stories</h2><ul>${entries.join('')}</ul>` }), pageUrl)
        .related,
    ).toHaveLength(6)
  })
})

describe('key points are found', () => {
  const dd = points.map((point) => `<dd>${point}</dd>`).join('')
  const variants: Record<string, string> = {
    'under a heading': `<h2>Key Points</h2>${list}`,
    'under a heading in pieces': `<h2><span>Key</span> <span>Points</span></h2>${list}`,
    'in an aside': `<aside class="summary-box"><h4>Key Points</h4>${list}</aside>`,
    'under a bold paragraph': `<p><strong>Key Points:</strong></p>${list}`,
    'under a bold line before a list of divs': `<div><b>Key Points</b><div role="list">${points.map((point) => `<div role="listitem">${point}</div>`).join('')}</div></div>`,
    'in a details element': `<details open><summary>Key Points</summary>${list}</details>`,
    'in a definition list': `<dl><dt>Key Points</dt>${dd}</dl>`,
    'in a definition that holds a list': `<dl class="facts"><dt>Key Points</dt><dd>${list}</dd></dl>`,
    'in a definition list under a heading': `<h3>Key Points</h3><dl>${dd}</dl>`,
    'in a list with an aria-label': list.replace('<ul>', '<ul aria-label="Key Points">'),
    'in a section with an aria-label': `<section aria-label="Key Points">${list}</section>`,
    'in a box named by its class': `<div class="RenderKeyPoints-list">${list}</div>`,
    'in a box of paragraphs named by its class': `<div class="key-points"><h4>Key Points</h4>${points.map((point) => `<p>${point}</p>`).join('')}</div>`,
    'in lines with bullets': `<p><strong>Key Points</strong></p>${points.map((point) => `<p>• ${point}</p>`).join('')}`,
    'in one paragraph with bullets': `<h3>Key Points</h3><p>${points.map((point) => `– ${point}`).join('<br>')}</p>`,
    'in a numbered list': `<h3>Key Points</h3><ol>${points.map((point, i) => `<li>${i + 1}. ${point}</li>`).join('')}</ol>`,
    'after a short introduction': `<h3>Key Points</h3><p>The short version of a long story.</p>${list}`,
  }

  test.each(Object.entries(variants))('%s', (_name, keyPoints) => {
    const page = readPage(pageWith({ keyPoints }), pageUrl)
    expect(page.keyPoints).toEqual({ heading: expect.stringMatching(/^key points$/i), points })
    expect(page.bodyText).not.toContain(second)
    expect(page.bodyText).toContain('The first turbine went down')
  })

  test.each([
    'Key takeaways',
    'At a glance',
    'What you need to know',
    'Das Wichtigste in Kürze',
    'Auf einen Blick',
    'L’essentiel',
    'À retenir',
    'Puntos clave',
    'Lo esencial',
    'Punti chiave',
    'In breve',
  ])('under the label %s', (label) => {
    expect(readPage(pageWith({ keyPoints: `<h3>${label}</h3>${list}` }), pageUrl).keyPoints).toEqual({
      heading: label,
      points,
    })
  })

  test('in a TL;DR paragraph, sentence by sentence', () => {
    const keyPoints = `<p><strong>TL;DR:</strong> ${points.join(' ')}</p>`
    expect(readPage(pageWith({ keyPoints }), pageUrl).keyPoints).toEqual({ heading: 'TL;DR', points })
  })

  test('four at most, each of 45 words at most', () => {
    const long = `${'many words here and '.repeat(9)}then a pause, ${'more of them follow '.repeat(8)}`
    const keyPoints = `<h3>Key Points</h3><ul><li>${long}</li>${'<li>Short ones as well.</li>'.repeat(5)}</ul>`
    const found = readPage(pageWith({ keyPoints }), pageUrl).keyPoints?.points ?? []
    expect(found).toHaveLength(4)
    expect(found[0]?.split(' ').length).toBeLessThanOrEqual(45)
    expect(found[0]).toMatch(/then a pause…$/)
  })
})

describe('no key points are taken from', () => {
  const links = points.map((point, i) => `<li><a href="/story/${i}">${point}</a></li>`).join('')
  const lookAlikes: Record<string, string> = {
    'a list of other stories': `<h3>In brief</h3><ul>${links}</ul>`,
    'a list of links under a strong label': `<h3>At a glance</h3><ul>${links}</ul>`,
    'a table of contents': `<h3>Summary</h3><ol>${points.map((point, i) => `<li><a href="#s${i}">${point}</a> in full length here</li>`).join('')}</ol>`,
    'a navigation box': `<nav><h3>Auf einen Blick</h3>${list}</nav>`,
    'a newsletter box': `<div class="promo"><h3>What you need to know</h3>${list}<p>Our newsletter, in your inbox.</p><form><input type="email"></form></div>`,
    'a list beyond the next heading': `<p><strong>Key points</strong></p><p>They come later in this text, so they do.</p><h2>Shopping list</h2>${list}`,
    'a list of single words': '<h3>Highlights</h3><ul><li>Sun</li><li>Sea</li><li>Sand</li></ul>',
    'a single item': `<h3>Key Points</h3><ul><li>${first}</li></ul>`,
    'a paragraph under a label other than TL;DR': `<h3>Summary</h3><p>${points.join(' ')}</p>`,
    'a list without a label': list,
  }

  test.each(Object.entries(lookAlikes))('%s', (_name, keyPoints) => {
    expect(readPage(pageWith({ keyPoints }), pageUrl).keyPoints).toBeNull()
  })

  test('the newsletter box after the article', () => {
    expect(readPage(pageWith({}), pageUrl).keyPoints).toBeNull()
  })

  test('the footer', () => {
    const html = pageWith({}).replace('<footer>', `<footer><h3>Key Points</h3>${list}`)
    expect(readPage(html, pageUrl).keyPoints).toBeNull()
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

describe('what schema.org markup tells', () => {
  const withJsonLd = (json: unknown): string =>
    pageWith({}).replace(
      '</head>',
      `<script type="application/ld+json">${JSON.stringify(json)}</script></head>`,
    )

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
  expect(third).toBe(points[2])
})

import { describe, expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { fixture, pageUrl, pageWith, relatedStories } from './pages.ts'

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

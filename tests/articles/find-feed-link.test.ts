import { describe, expect, test } from '@jest/globals'
import { findFeedLink } from '../../src/articles/find-feed-link.ts'

const page = 'https://site.example/news/one'
const link = (href: string, type = 'application/rss+xml', title = '') =>
  `<link rel="alternate" type="${type}" title="${title}" href="${href}">`
const find = (...links: string[]) =>
  findFeedLink(`<!doctype html><html><head>${links.join('')}</head><body>Hello</body></html>`, page)

describe('the feed of a page is', () => {
  test.each([
    ['RSS', link('/feed.xml'), 'https://site.example/feed.xml'],
    ['Atom', link('feed.atom', 'application/atom+xml; charset=utf-8'), 'https://site.example/news/feed.atom'],
    ['JSON Feed', link('//cdn.example/feed.json', 'application/feed+json'), 'https://cdn.example/feed.json'],
    ['no picture, style or API', link('/api', 'application/json') + link('/x', 'text/css'), null],
    ['no script', link('javascript:alert(1)'), null],
    ['no link of another kind', '<link rel="stylesheet" type="application/rss+xml" href="/x">', null],
  ])('%s', (_name, links, found) => {
    expect(find(links)).toBe(found)
  })

  test('that of the site before those of its parts and its comments', () => {
    const links = [
      link('/comments/feed', undefined, 'Comments'),
      link('/news/sea/feed'),
      link('/feed'),
      link('/atom'),
    ]
    expect(find(...links)).toBe('https://site.example/feed')
  })

  test('that of the comments when there is no other', () => {
    expect(find(link('/comments/feed'))).toBe('https://site.example/comments/feed')
  })

  test('resolved against the base of the page', () => {
    expect(find('<base href="https://base.example/x/">', link('feed'))).toBe('https://base.example/x/feed')
  })
})

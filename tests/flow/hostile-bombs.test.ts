import { describe, expect, test } from '@jest/globals'
import { AppError } from '../../src/errors.ts'
import { parseFeed } from '../../src/articles/parse-feed.ts'
import { readPage } from '../../src/articles/read-page.ts'

/** Long enough for a slow machine, far too short for work that grows with the square. */
/** Far above what any of these takes: it tells only what hangs, on a busy machine too. */
const limitMs = 30_000
const many = 20_000
const million = 1_000_000

/** What a reader makes of a text; only an `AppError` may be thrown, and neither may take long. */
function outcomeOf<T>(read: () => T): T | AppError {
  const start = performance.now()
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  } finally {
    expect(performance.now() - start).toBeLessThan(limitMs)
  }
}

const nested = (tag: string) => `<${tag}>`.repeat(many) + 'x' + `</${tag}>`.repeat(many)

const entities = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
  '',
)
const laughs = `<!ENTITY l0 "ha">${entities}`
const files = `<!ENTITY % all SYSTEM "http://127.0.0.1:9/x.dtd"> %all; <!ENTITY f SYSTEM "file:///etc/passwd">`

const rss = (item: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title><link>https://a.example/</link>` +
  `<description>d</description><item><title>Whole</title><link>https://a.example/1</link></item>${item}</channel></rss>`
const atom = (entry: string, before = '') =>
  `<?xml version="1.0"?>${before}<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Whole</title><id>1</id></entry>${entry}</feed>`
const json = (item: string) =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"Whole"},${item}]}`
const item = (title: string, rest = '') => `<item><title>${title}</title>${rest}</item>`

const feeds: Record<string, string> = {
  'a billion laughs in RSS': rss(item('&l12;'), `<!DOCTYPE rss [${laughs}]>`),
  'a billion laughs in Atom': atom('<entry><title>&l12;</title></entry>', `<!DOCTYPE feed [${laughs}]>`),
  'a quadratic blow-up': rss(
    item('&a;'.repeat(many)),
    `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(50_000)}">]>`,
  ),
  'an external document type': rss(item('x'), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
  'external entities': rss(item('&f;'), `<!DOCTYPE rss [${files}]>`),
  'a document type without an end': rss(item('x'), `<!DOCTYPE rss [${'<!ENTITY a "'.repeat(many)}`),
  'an unknown element in itself': rss(item('x', nested('deep'))),
  'elements that are never closed': rss(item('x', '<deep>'.repeat(many))),
  'a title in titles': rss(item(nested('title'))),
  'end tags without a start': rss(item('x', '</deep>'.repeat(many))),
  'XHTML content in itself': atom(
    `<entry><title>x</title><content type="xhtml">${nested('div')}</content></entry>`,
  ),
  'very many attributes': rss(
    `<item ${Array.from({ length: many }, (_, n) => `a${n}="1"`).join(' ')}><title>x</title></item>`,
  ),
  'very many namespaces': rss(
    Array.from({ length: 2000 }, (_, n) => `<item xmlns:n${n}="u:${n}"><n${n}:x>y</n${n}:x></item>`).join(''),
  ),
  'a title of a million characters': rss(item('a'.repeat(million))),
  'a million entities': rss(item('&amp;'.repeat(million / 5))),
  'a million character references': rss(item('&#60;'.repeat(million / 5))),
  'a million open brackets': rss(item('<'.repeat(million))),
  'a million spaces': rss(item(`a${' '.repeat(million)}b`, `<pubDate>${' '.repeat(million)}</pubDate>`)),
  'a CDATA section without an end': rss(item(`<![CDATA[${'<![CDATA['.repeat(many)}`)),
  'a comment without an end': rss(item(`<!--${'<!--'.repeat(many)}`)),
  'JSON in itself': json(`{"id":"2","x":${'['.repeat(many)}${']'.repeat(many)}}`),
  'JSON that never ends': json(`{"id":"2","x":${'{"a":'.repeat(many)}`),
}

describe('a feed with', () => {
  test.each(Object.entries(feeds))('%s is read or refused soon', (_name, text) => {
    const outcome = outcomeOf(() => parseFeed(text, 'https://a.example/feed.xml'))
    if (outcome instanceof AppError) return expect(outcome.code).toBe('unreadable')
    const texts = JSON.stringify(outcome.items)
    expect(texts).toContain('Whole')
    expect(texts).not.toMatch(/root:|haha/)
    expect(texts.length).toBeLessThan(million)
  })
})

const words = 'The clerk keeps a log of every tide and pins it to the door of the office at noon. '
const page = (block: string, head = '') =>
  `<!doctype html><html><head><title>T</title>${head}</head><body><article><h1>The log</h1>${block}
  <p>${words.repeat(3)}</p><p>${words.repeat(2)}</p></article></body></html>`

const pages: Record<string, string> = {
  'boxes in boxes': page(nested('div')),
  'bold in bold': page(nested('b')),
  'lists in lists': page(`${'<ul><li>'.repeat(many)}x`),
  'tables in tables': page(`${'<table><tr><td>'.repeat(many)}x`),
  'paragraphs that are never closed': page('<p>x'.repeat(many / 2)),
  'links in links': page('<a href="/x">x'.repeat(many)),
  'forms, buttons and frames in themselves': page('<form><button><iframe>'.repeat(many)),
  'drawings in drawings': page('<svg><foreignObject>'.repeat(many)),
  'labels without end': page('<h3>Key Points</h3>'.repeat(many)),
  'labels of related stories without end': page('<h3>Related Articles</h3>'.repeat(many)),
  'lists under one label': page(
    `<h3>Key Points</h3>${'<ul><li>a b c d</li><li>e f g h</li></ul>'.repeat(5000)}`,
  ),
  'a list of very many points': page(
    `<h3>Key Points</h3><ul>${'<li>One of the many points</li>'.repeat(many)}</ul>`,
  ),
  'names of key points on everything': page('<div class="key-points"><p>a b c d</p></div>'.repeat(5000)),
  'fields for an address': page('<div><input type="email"></div>'.repeat(5000)),
  'line breaks without end': page(`<h3>Key Points</h3><p>${'• a b c<br>'.repeat(many)}</p>`),
  'an attribute of a million characters': page(`<p class="${'a-'.repeat(million / 2)}">x</p>`),
  'very many attributes': page(`<p ${Array.from({ length: many }, (_, n) => `a${n}=1`).join(' ')}>x</p>`),
  'a million open brackets': page('<'.repeat(million)),
  'very many entities': page('&lt;'.repeat(million / 10)),
  'a million spaces': page(`<p>a${' '.repeat(million)}b</p><h3>Key Points${' '.repeat(million)}</h3>`),
  'one word of a million characters': page(`<p>${'a'.repeat(million)}</p>`),
  'a comment without an end': `${page('')}<!--${'<!--'.repeat(many)}`,
  'a document type with entities': page('&l12;').replace(
    '<!doctype html>',
    `<!DOCTYPE html [${laughs}${files}]>`,
  ),
  'structured data in itself': page(
    '',
    `<script type="application/ld+json">${'['.repeat(many)}${']'.repeat(many)}</script>`,
  ),
  'very much structured data': page(
    '',
    '<script type="application/ld+json">{"@type":"Article"}</script>'.repeat(5000),
  ),
  'meta elements without end': page('', '<meta property="og:title" content="x">'.repeat(many)),
}

describe('a page with', () => {
  test.each(Object.entries(pages))('%s is read or refused soon', (_name, html) => {
    const outcome = outcomeOf(() => readPage(html, 'https://a.example/log'))
    if (outcome instanceof AppError) return expect(outcome.code).toBe('unreadable')
    expect(JSON.stringify(outcome)).not.toMatch(/root:|haha/)
    expect(outcome.keyPoints?.points.length ?? 2).toBeLessThanOrEqual(4)
  })
})

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A web site on loopback whose pages a test sets and changes as it goes. */
export interface SiteServer {
  readonly url: string
  readonly pages: Map<string, string | Answer>
  close(): Promise<void>
}

export async function openSite(): Promise<SiteServer> {
  const pages = new Map<string, string | Answer>()
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '/')
    if (typeof page === 'function') page(request, response)
    else if (page === undefined) response.writeHead(404).end('not here')
    else response.writeHead(200, { 'content-type': contentType(request.url ?? '') }).end(page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function contentType(url: string): string {
  return url.endsWith('.xml') ? 'application/rss+xml; charset=utf-8' : 'text/html; charset=utf-8'
}

export interface SampleItem {
  readonly slug: string
  readonly title: string
  readonly publishedAt: Date
}

/** An RSS 2.0 feed of items whose pages are `/slug`. */
export function rssFeed(siteUrl: string, items: readonly SampleItem[]): string {
  const entries = items.map(
    ({ slug, title, publishedAt }) =>
      `<item><title>${title}</title><link>${siteUrl}/${slug}</link><guid>${slug}</guid>` +
      `<pubDate>${publishedAt.toUTCString()}</pubDate><description>The dek of ${title}.</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Sample</title><link>${siteUrl}/</link>
    <description>News</description>${entries.join('')}</channel></rss>`
}

const people = [
  'Engineers',
  'Residents',
  'Surveyors',
  'Teachers',
  'Sailors',
  'Historians',
  'Bakers',
  'Nurses',
]
const deeds = [
  'measured',
  'praised',
  'doubted',
  'described',
  'drew',
  'repaired',
  'counted',
  'forgot',
  'defended',
]
const things = [
  'the rails',
  'every window',
  'a ledger',
  'old maps',
  'the tide gauge',
  'three boats',
  'the choir',
]

const times = [
  'before dawn',
  'after lunch',
  'all winter',
  'by candle light',
  'on horseback',
  'in secret',
  'twice',
]

/** Words that hang on a title alone, so that two pages are no copies and tell no common story. */
function wordsOf(title: string): (words: readonly string[], n: number) => string {
  const seed = [...title].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7)
  return (words, n) =>
    `${words[(seed * (n + 3) + n * n) % words.length] ?? ''}${n === 0 ? '' : ` ${seed + n}`}`
}

function proseOf(title: string): string {
  const pick = wordsOf(title)
  const sentence = (n: number) =>
    `${pick(people, n)} ${pick(deeds, n * 5)} ${pick(things, n * 7)} ${pick(times, n * 11)}.`
  return Array.from({ length: 24 }, (_, n) => sentence(n + 1)).join(' ')
}

/** An article page with a publisher's key points and two related links. */
export function articlePage(title: string): string {
  const pick = wordsOf(title)
  const first = `${pick(people, 0)} said that ${title.toLowerCase()} would go ahead as planned.`
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article>
    <h1>${title}</h1><h2>Key Points</h2>
    <ul><li>${first}</li><li>Work begins in the spring and takes two years.</li></ul>
    <p>${first}</p><p>${proseOf(title)}</p>
    <p>Work begins in the spring and takes two years.</p></article>
    <aside><h2>Related Articles</h2><ul><li><a href="/harbour">The harbour gets a crane</a></li>
    <li><a href="/bridge">The bridge is painted again</a></li></ul></aside></body></html>`
}

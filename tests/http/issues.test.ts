import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parseAtomFeed } from 'feedsmith'
import { parseHTML } from 'linkedom'
import { linesOf, recap } from '../cli/desk.ts'
import { publication, startServer, type Running } from './start-server.ts'

const hostile = 'Tax ]]> & <script>alert("1")</script> 🚢 أخبار'
const issues = [
  {
    slug: '2026-W47',
    subject: hostile,
    preheader: 'Bread & <i>wine</i>',
    sentAt: at('2026-11-16T07:00:00.500Z'),
  },
  { slug: 'special-1', subject: 'A special', preheader: '', sentAt: at('2026-11-12T09:30:00Z') },
]
const letter = '<!doctype html><html lang="en"><title>x</title><body><h1>Letter</h1></body></html>'
let running: Running
let empty: Running

function at(instant: string): Date {
  return new Date(instant)
}

beforeAll(async () => {
  running = await startServer({
    listIssues: async () => issues,
    findIssuePage: async (slug) => {
      const issue = issues.find((each) => each.slug === slug)
      return issue && { ...issue, html: letter }
    },
  })
  empty = await startServer()
})

afterAll(async () => {
  await running.close()
  await empty.close()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(running.url + path, { headers })

describe('the Atom feed', () => {
  test('tells every issue with its address, subject, preheader and time, escaped', async () => {
    const answer = await get('/issues/feed.xml')
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const feed = parseAtomFeed(await answer.text())
    expect(feed).toMatchObject({
      id: 'https://news.example.com/issues',
      title: { value: publication.name },
      updated: '2026-11-16T07:00:00.500Z',
      authors: [{ name: publication.name }],
      xml: { lang: 'en' },
      links: [
        { href: 'https://news.example.com/issues/feed.xml', rel: 'self', type: 'application/atom+xml' },
        { href: 'https://news.example.com/issues', rel: 'alternate', type: 'text/html' },
      ],
    })
    const address = 'https://news.example.com/issues/2026-W47'
    expect(feed.entries).toEqual([
      {
        id: address,
        title: { value: hostile },
        updated: '2026-11-16T07:00:00.500Z',
        published: '2026-11-16T07:00:00.500Z',
        links: [{ href: address, rel: 'alternate', type: 'text/html' }],
        summary: { value: 'Bread & <i>wine</i>' },
      },
      expect.objectContaining({ title: { value: 'A special' } }),
    ])
  })

  test('is read without a warning by recap inspect feed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'recap-feed-'))
    const file = path.join(folder, 'feed.xml')
    writeFileSync(file, await (await get('/issues/feed.xml')).text())
    const answer = await recap(['inspect', 'feed', file, '--json'])
    rmSync(folder, { recursive: true })
    expect(linesOf(answer)).toEqual([
      expect.objectContaining({
        ok: true,
        format: 'atom',
        // Tags in a title are taken for markup, as most feeds mean them.
        feed: { title: 'News & Views', url: 'https://news.example.com/issues', language: 'en' },
        items: issues.map(({ slug, sentAt }) =>
          expect.objectContaining({
            url: `https://news.example.com/issues/${slug}`,
            title: slug === 'special-1' ? 'A special' : 'Tax ]]> & 🚢 أخبار',
            publishedAt: sentAt.toISOString(),
          }),
        ),
        warnings: [],
      }),
    ])
  })

  test('of no issues yet is a whole feed', async () => {
    const feed = parseAtomFeed(await (await fetch(`${empty.url}/issues/feed.xml`)).text())
    expect(feed).toMatchObject({ title: { value: publication.name }, updated: '2026-10-01T00:00:00.000Z' })
    expect(feed.entries ?? []).toEqual([])
  })

  test('is linked from the archive and from the head of every page', async () => {
    for (const page of ['/', '/issues', '/nowhere']) {
      const { document } = parseHTML(await (await get(page)).text())
      const link = document.querySelector('head link[rel=alternate]')
      expect(link?.getAttribute('type')).toBe('application/atom+xml')
      expect(link?.getAttribute('href')).toBe('/issues/feed.xml')
    }
    const { document } = parseHTML(await (await get('/issues')).text())
    expect(document.querySelector('main a[href="/issues/feed.xml"]')?.textContent).toBe('Atom feed')
  })
})

describe('what the asker has already', () => {
  test.each(['/issues', '/issues/feed.xml', '/issues/2026-W47'])('%s is not sent again', async (page) => {
    const first = await get(page)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    expect(first.headers.get('last-modified')).toBe('Mon, 16 Nov 2026 07:00:00 GMT')
    const status = async (headers: Record<string, string>) => (await get(page, headers)).status
    expect(await status({ 'if-none-match': etag })).toBe(304)
    expect(await status({ 'if-none-match': `"other", W/${etag}` })).toBe(304)
    expect(
      await status({ 'if-none-match': '"other"', 'if-modified-since': 'Tue, 17 Nov 2026 07:00:00 GMT' }),
    ).toBe(200)
    expect(await status({ 'if-modified-since': 'Mon, 16 Nov 2026 07:00:00 GMT' })).toBe(304)
    expect(await status({ 'if-modified-since': 'Mon, 16 Nov 2026 06:59:59 GMT' })).toBe(200)
    expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200)
    const again = await get(page, { 'if-none-match': etag })
    expect(again.headers.get('etag')).toBe(etag)
    expect(await again.text()).toBe('')
  })
})

test('an issue that is not there is a page that leads to the archive', async () => {
  for (const slug of ['2026-W01', '..%2F..%2Fetc', '%00', 'x'.repeat(2000)]) {
    const answer = await get(`/issues/${slug}`, { accept: 'text/html' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('href="/issues"')
  }
})

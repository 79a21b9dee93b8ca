import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { articlePage, rssFeed } from '../support/site-server.ts'
import { linesOf, makeFolder, recap } from './desk.ts'

let folder: string

beforeAll(() => {
  folder = makeFolder()
  const item = { slug: 'tram', title: 'The night tram', publishedAt: new Date('2026-11-18T09:00:00Z') }
  const files: Record<string, string> = {
    'good.xml': rssFeed('https://site.example', [item]),
    'bad.xml': '<!doctype html><html><body>Moved</body></html>',
    'page.html': articlePage('The night tram'),
    'plain.html': articlePage('The night tram').replace('Key Points', 'Contents'),
    'short.html': '<!doctype html><title>Login</title><p>Please log in.</p>',
    'article.txt': Array.from(
      { length: 12 },
      (_, i) => `The council of Port Ellery said in week ${i} that work on pier ${i} would go on as planned.`,
    ).join(' '),
    'empty.txt': '',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inspect = (...args: string[]) => recap(['inspect', ...args, '--json'], { cwd: folder })

describe('recap inspect feed', () => {
  test('prints a feed in its fixed form', async () => {
    const answer = await inspect('feed', 'good.xml')
    expect(answer).toMatchObject({ code: 0, stderr: '' })
    expect(linesOf(answer)).toEqual([
      {
        file: 'good.xml',
        ok: true,
        format: 'rss',
        feed: { title: 'Sample', url: 'https://site.example/', language: null },
        items: [
          {
            id: 'tram',
            url: 'https://site.example/tram',
            title: 'The night tram',
            publishedAt: '2026-11-18T09:00:00.000Z',
            updatedAt: null,
            summary: 'The dek of The night tram.',
            authors: [],
            contentText: null,
            categories: [],
          },
        ],
        warnings: [],
      },
    ])
  })

  test('goes on after files that fail, keeps their order and ends with 6', async () => {
    const answer = await inspect('feed', 'good.xml', 'bad.xml', 'missing.xml', 'good.xml')
    expect(answer).toMatchObject({ code: 6, stderr: '' })
    expect(linesOf(answer).map(({ file, ok, error }) => ({ file, ok, error }))).toEqual([
      { file: 'good.xml', ok: true },
      { file: 'bad.xml', ok: false, error: { code: 'unreadable', message: expect.stringContaining('HTML') } },
      {
        file: 'missing.xml',
        ok: false,
        error: { code: 'not_found', message: expect.stringContaining('missing') },
      },
      { file: 'good.xml', ok: true },
    ])
  })
})

describe('recap inspect page', () => {
  test('prints an article in its fixed form', async () => {
    const [line] = linesOf(await inspect('page', 'page.html', '--url', 'https://site.example/tram'))
    expect(line).toEqual({
      file: 'page.html',
      ok: true,
      article: {
        title: 'The night tram',
        dek: null,
        authors: [],
        publishedAt: null,
        language: 'en',
        siteName: null,
        image: null,
        bodyText: expect.stringContaining('would go ahead as planned.'),
        wordCount: expect.any(Number),
        topics: [],
        keyPoints: [
          { text: expect.stringContaining('would go ahead'), origin: 'publisher' },
          { text: 'Work begins in the spring and takes two years.', origin: 'publisher' },
        ],
        related: [
          {
            title: 'The harbour gets a crane',
            url: 'https://site.example/harbour',
            summary: null,
            category: null,
            publishedAt: null,
            tags: [],
          },
          expect.objectContaining({ url: 'https://site.example/bridge' }),
        ],
      },
      warnings: [],
    })
  })

  test('computes key points where the publisher wrote none', async () => {
    const [line] = linesOf(await inspect('page', 'plain.html'))
    const computed = { text: expect.any(String), origin: 'computed' }
    expect(line).toMatchObject({ article: { keyPoints: [computed, computed, computed] } })
  })

  test('a page without an article has an error in its line', async () => {
    const answer = await inspect('page', 'short.html', 'page.html')
    expect(answer.code).toBe(6)
    expect(linesOf(answer).map(({ ok }) => ok)).toEqual([false, true])
  })
})

describe('recap inspect text', () => {
  test('prints key points alone, none of an empty text', async () => {
    const answer = await inspect('text', 'article.txt', 'empty.txt')
    expect(answer.code).toBe(0)
    expect(linesOf(answer)).toEqual([
      { file: 'article.txt', ok: true, keyPoints: expect.arrayContaining([{ text: expect.any(String) }]) },
      { file: 'empty.txt', ok: true, keyPoints: [] },
    ])
  })
})

describe('recap inspect', () => {
  test('without --json shows the same as names and values', async () => {
    const { code, stdout } = await recap(['inspect', 'feed', 'good.xml'], { cwd: folder })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^file +good\.xml\nok +true\nformat +rss\n/)
  })

  test.each([
    ['a file is needed', ['feed'], "missing required argument 'file'"],
    ['a --url that is no address is refused', ['page', 'page.html', '--url', 'x'], 'must be a web address'],
  ])('%s, exit code 2', async (_fact, args, message) => {
    const answer = await inspect(...args)
    expect(answer.code).toBe(2)
    expect(answer.stderr).toContain(message)
  })
})

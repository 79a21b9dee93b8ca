import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { loadPublication, type PublishedArticle } from '../../src/demo/publication.ts'

const templates = path.resolve(import.meta.dirname, '../../templates')
const now = new Date('2026-03-12T00:05:00Z')
const day = 86_400_000
const publication = await loadPublication(templates, now)

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function bodyOf(article: PublishedArticle): string {
  return article.body.map((block) => (typeof block === 'string' ? block : block.heading)).join(' ')
}

describe('the content of the sample publication', () => {
  test('has sixteen pieces of 120 to 350 words, ten of them with key points', () => {
    expect(publication.articles).toHaveLength(16)
    expect(publication.articles.filter((article) => article.keyPoints)).toHaveLength(10)
    for (const article of publication.articles) {
      const { length } = bodyOf(article).split(/\s+/)
      expect([article.slug, length >= 120 && length <= 350]).toEqual([article.slug, true])
    }
  })

  test('is dated within the last ten days and mostly within the last seven', () => {
    const ages = publication.articles.map((article) => now.getTime() - article.publishedAt.getTime())
    expect(Math.min(...ages)).toBeGreaterThan(0)
    expect(Math.max(...ages)).toBeLessThanOrEqual(10 * day)
    expect(ages.filter((age) => age <= 7 * day)).toHaveLength(11)
    expect(ages).toEqual(ages.toSorted((a, b) => a - b))
  })

  test('stays in the same UTC days whatever the hour of the run', async () => {
    const late = await loadPublication(templates, new Date('2026-03-12T23:59:59Z'))
    expect(late.articles).toEqual(publication.articles)
  })

  test('has points of at most 25 words that say what the text says', () => {
    for (const { slug, keyPoints, ...article } of publication.articles) {
      const told = new Set(wordsOf(`${article.title} ${bodyOf({ slug, ...article })}`))
      for (const point of keyPoints?.points ?? []) {
        const long = wordsOf(point).filter((word) => word.length > 4)
        const share = long.filter((word) => told.has(word)).length / long.length
        expect([point, point.split(/\s+/).length <= 25, share >= 0.7]).toEqual([point, true, true])
      }
    }
  })

  test('labels its key points in three ways', () => {
    const labels = publication.articles.flatMap(({ keyPoints }) =>
      keyPoints ? [`${keyPoints.label} (${keyPoints.markup})`] : [],
    )
    expect(labels.filter((label) => label === 'Key Points: (heading)')).toHaveLength(8)
    expect(labels).toContain('Key points (paragraph)')
    expect(labels).toContain('At a glance (heading)')
  })

  test('has pieces without a picture, without a dek and without related pieces', () => {
    expect(publication.articles.filter((article) => !article.image)).toHaveLength(3)
    expect(publication.articles.filter((article) => !article.dek)).toHaveLength(1)
    expect(publication.articles.filter((article) => article.related.length === 0)).toHaveLength(2)
  })

  test('relates no piece to itself or to one piece twice', () => {
    for (const { slug, related } of publication.articles) {
      expect(related).not.toContain(slug)
      expect(new Set(related).size).toBe(related.length)
    }
  })

  test('has a PNG of 1200 by 630 and at most 60 KB for each picture', () => {
    const used = publication.articles.flatMap(({ image }) => (image ? [image.name] : []))
    expect([...publication.images.keys()].toSorted()).toEqual(used.toSorted())
    for (const image of publication.images.values()) {
      expect(image.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001A\n')
      expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1200, 630])
      expect(image.length).toBeLessThanOrEqual(60 * 1024)
    }
  })
})

describe('a damaged publication', () => {
  let folder: string

  async function damaged(file: string, content: string): Promise<unknown> {
    folder = await mkdtemp(path.join(tmpdir(), 'recap-sample-'))
    await cp(path.join(templates, 'sample'), path.join(folder, 'sample'), { recursive: true })
    await writeFile(path.join(folder, 'sample', file), content)
    return loadPublication(folder, now).catch((error: unknown) => error)
  }

  afterEach(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['publication.json', '{', /publication\.json is no valid part/],
    ['articles/new.json', '{"title":"A"}', /new\.json is no valid part/],
    [
      'articles/new.json',
      JSON.stringify({
        title: 'A',
        category: 'Chips',
        author: 'B',
        daysAgo: 1,
        time: '10:00',
        tags: ['C'],
        body: ['D'],
        image: { name: 'lost', alt: 'E', caption: 'F' },
        related: ['nowhere'],
      }),
      /new refers to nowhere, lost\.png/,
    ],
  ])('%s is refused with what to do', async (file, content, message) => {
    const error = await damaged(file, content)
    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringMatching(message) })
    expect(error).toMatchObject({ message: expect.stringContaining('restore templates/sample') })
  })
})

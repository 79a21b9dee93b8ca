import { expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { listPage, listUrl } from './list-pages.ts'
import { lookAlikes } from './look-alike-lists.ts'
import { realLists } from './real-lists.ts'

const pointsOf = (html: string) => readPage(html, listUrl).keyPoints?.points ?? null

test.each(lookAlikes)('no key points are taken from $name', ({ story, blocks, shell }) => {
  expect(pointsOf(listPage(story, blocks, shell))).toBeNull()
})

test('of all lists that publishers wrote nine in ten are found, and nothing else is', () => {
  const missed = realLists.filter(({ story, blocks, shell, points }) => {
    return JSON.stringify(pointsOf(listPage(story, blocks, shell))) !== JSON.stringify(points)
  })
  const wrong = lookAlikes.filter(({ story, blocks, shell }) => pointsOf(listPage(story, blocks, shell)))
  const found = realLists.length - missed.length
  const precision = found / (found + wrong.length)
  const recall = found / realLists.length
  process.stdout.write(
    `Key points of publishers: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} ` +
      `(${realLists.length} lists, ${lookAlikes.length} look-alikes)\n`,
  )
  expect({ precision, names: wrong.map(({ name }) => name) }).toEqual({ precision: 1, names: [] })
  expect({ isEnough: recall >= 0.9, missed: missed.map(({ name }) => name) }).toMatchObject({
    isEnough: true,
  })
  expect(realLists.length).toBeGreaterThanOrEqual(30)
  expect(lookAlikes.length).toBeGreaterThanOrEqual(30)
})

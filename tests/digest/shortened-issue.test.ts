import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { previewIssue } from '../../src/delivery/preview-issue.ts'
import { checkIssue } from '../../src/digest/check-issue.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { addArticle } from '../support/builders.ts'
import { buildWeek, openDesk, type Desk } from '../support/desk.ts'

let desk: Desk
let folder: string

beforeEach(async () => {
  desk = await openDesk('2026-11-20T12:00:00Z')
  folder = await mkdtemp(path.join(tmpdir(), 'recap-preview-'))
})

afterEach(async () => {
  await desk.close()
  await rm(folder, { recursive: true })
})

const long = (key: string, letters: number): string => `${key} `.repeat(Math.ceil(letters / (key.length + 1)))

/** Sixty articles with all that an item can hold, in letters that take six bytes each in a mail. */
async function addLongWeek(): Promise<void> {
  await setNewsletter(desk.needs, [['max-items', '60']])
  for (let n = 1; n <= 60; n += 1) {
    const word = `важно${n}`
    const points = [1, 2, 3, 4].map((point) => ({
      text: long(`${word}пункт${point}`, 380),
      origin: 'publisher',
    }))
    await addArticle(desk.db, desk.newsletterId, {
      key: `long-${n}`,
      at: new Date(Date.UTC(2026, 10, 10, n)),
      title: long(`${word}заголовок`, 190),
      dek: long(word, 390),
      key_points: JSON.stringify(points),
    })
  }
}

test('a letter that would be cut off is shortened, and check and preview say so', async () => {
  await addLongWeek()
  const draft = await buildWeek(desk, '2026-W46')
  const { findings } = await checkIssue(desk.needs, draft.id)
  expect(findings.filter(({ level }) => level === 'fail')).toEqual([])
  const shortened = findings.filter(({ check }) => check === 'shortened')
  expect(shortened).toEqual([
    expect.objectContaining({ level: 'warn', detail: expect.stringContaining('in brief') }),
  ])

  const needs = {
    ...desk.needs,
    keys: [{ id: 'k1', key: Buffer.alloc(32, 1) }],
    fromOf: () => 'weekly@sample.example',
  }
  const preview = await previewIssue(needs, { issueId: draft.id, folder, pictureLetter: null })
  expect(preview.notes).toEqual(shortened.map(({ detail }) => detail))
})

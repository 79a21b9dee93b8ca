import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { describeInChromium } from '../support/chromium.ts'
import { linesOf, openDesk, prepareIssue, type Answer, type Desk } from './desk.ts'

const endings = ['.html', '.txt', '.eml']
const pictures = ['600-light', '600-dark', '320-light', '320-dark', '600-images-off']
let desk: Desk
let id: string

beforeAll(async () => {
  desk = await openDesk()
  id = await prepareIssue(desk, ['ann@example.com'])
})

afterAll(() => desk.close())

const filesOf = (answer: Answer) => (linesOf(answer)[0]?.['files'] ?? []) as string[]

describe('a preview without pictures', () => {
  test('is three files and one line when there is no Chromium', async () => {
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'none', '--json'], {
      env: { PATH: '' },
    })
    expect(answer).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^There are no pictures: .*PATH.*\n$/),
    })
    expect(filesOf(answer).map((file) => path.extname(file))).toEqual(endings)
  })

  test('is three files and one line when Chromium does not start', async () => {
    const bin = path.join(desk.folder, 'bin')
    mkdirSync(bin)
    writeFileSync(path.join(bin, 'chromium'), '#!/bin/sh\necho broken >&2\nexit 1\n')
    chmodSync(path.join(bin, 'chromium'), 0o755)
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'broken', '--json'], {
      env: { PATH: bin },
    })
    expect(answer).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^There are no pictures: .*does not start.*\n$/),
    })
    expect(filesOf(answer).map((file) => path.extname(file))).toEqual(endings)
  })

  test('is three files and no line when none are asked for', async () => {
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'off', '--no-pictures', '--json'])
    expect(answer).toMatchObject({ code: 0, stderr: '' })
    expect(filesOf(answer).map((file) => path.extname(file))).toEqual(endings)
  })

  test('of an issue without articles is the letter of a quiet week, which is said', async () => {
    const [built] = linesOf(await desk.recap(['issue', 'build', '--week', '2020-W01', '--json']))
    const empty = String(built?.['id'])
    const answer = await desk.recap(['issue', 'preview', empty, '--out', 'empty', '--no-pictures', '--json'])
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('has no articles') })
    expect(filesOf(answer)).toHaveLength(3)
  })

  test('of an issue that is not there is refused, exit code 1', async () => {
    const answer = await desk.recap(['issue', 'preview', '99', '--out', 'x'])
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no issue 99') })
    expect(existsSync(path.join(desk.folder, 'x'))).toBe(false)
  })
})

describeInChromium('a preview with pictures', () => {
  test('has five PNGs in the width that their names say', async () => {
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'look', '--json'], {
      env: { PATH: process.env['PATH'] },
    })
    expect(answer).toMatchObject({ code: 0, stderr: '' })
    const taken = filesOf(answer).slice(3)
    expect(taken.map((file) => path.basename(file))).toEqual(
      pictures.map((name) => expect.stringMatching(new RegExp(`^\\d{4}-W\\d\\d-${name}\\.png$`))),
    )
    expect(taken.map((file) => pngSize(file).width)).toEqual([600, 600, 320, 320, 600])
    for (const file of taken) expect(pngSize(file).height).toBeGreaterThan(400)
    expect(new Set(taken.map((file) => readFileSync(file, 'base64'))).size).toBeGreaterThanOrEqual(4)
  })
})

function pngSize(file: string) {
  const png = readFileSync(file)
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

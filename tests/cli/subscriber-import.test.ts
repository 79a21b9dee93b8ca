import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { linesOf, openDesk, type Desk } from './desk.ts'

let desk: Desk
const write = (name: string, text: string) => writeFileSync(path.join(desk.folder, name), text)

beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('an import tells its numbers and its report, with exit code 6 when lines were refused', async () => {
  write('people.csv', 'Mail;Vorname\nann@example.com;Ann\nbad;Ben\n')
  const args = ['subscriber', 'import', 'people.csv', '--map', 'Vorname=name', '--consent', 'asked', '--json']
  const dry = await desk.recap([...args, '--dry-run'])
  expect(dry.stderr).toContain('dry run')
  expect(await desk.recap(['subscriber', 'list', '--json'])).toMatchObject({ stdout: '' })
  const answer = await desk.recap(args)
  expect(answer.code).toBe(6)
  const [told] = linesOf(answer)
  const numbers = { added: 1, updated: 0, unchanged: 0, refused: 1 }
  expect(told).toEqual({ ...numbers, report: expect.any(String) })
  expect(linesOf(dry)[0]).toMatchObject({ ...numbers, dryRun: true })
  const report = String(told?.['report'])
  expect(readFileSync(report, 'utf8')).toMatch(/^line,email,reason\r\n3,bad,no address: .*\r\n$/)
  expect(statSync(report).mode & 0o777).toBe(0o600)
  expect(linesOf(await desk.recap(args))[0]).toMatchObject({ added: 0, unchanged: 1, refused: 1 })
})

test('an export to a file is for its owner alone and overwrites nothing; imported again it changes nothing', async () => {
  const [told] = linesOf(await desk.recap(['subscriber', 'export', '--out', 'out.csv', '--json']))
  const file = path.join(desk.folder, 'out.csv')
  expect(told).toEqual({ exported: 1, file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await desk.recap(['subscriber', 'export', '--out', 'out.csv'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is there already'),
  })
  const { stdout } = await desk.recap(['subscriber', 'export'])
  expect(stdout).toBe(readFileSync(file, 'utf8'))
  const back = await desk.recap(['subscriber', 'import', 'out.csv', '--json'])
  expect(back.code).toBe(0)
  expect(linesOf(back)[0]).toMatchObject({ added: 0, unchanged: 1 })
})

test('a file that is missing, empty or no CSV has exit code 2 and a way out', async () => {
  write('empty.csv', '')
  write('zeros.csv', '\0'.repeat(5000))
  for (const [file, hint] of [
    ['missing.csv', 'Check that it is there'],
    ['empty.csv', 'headings'],
    ['zeros.csv', 'UTF-8'],
  ] as const) {
    expect(await desk.recap(['subscriber', 'import', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(hint),
    })
  }
  write('other.csv', 'email\nann@example.com\n')
  const wrongMap = await desk.recap(['subscriber', 'import', 'other.csv', '--map', 'Mail=emial'])
  expect(wrongMap).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean email?') })
})

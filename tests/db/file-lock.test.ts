import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setImmediate as tick } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { withFileLock } from '../../src/db/file-lock.ts'
import { processMark } from '../../src/db/process-mark.ts'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'recap-lock-'))
  file = path.join(folder, 'lock')
})

afterEach(() => rmSync(folder, { recursive: true }))

async function work(): Promise<string> {
  return 'done'
}

test('the work of two holders never overlaps, and the lock is gone afterwards', async () => {
  let inside = 0
  const holders = Array.from({ length: 5 }, () =>
    withFileLock(file, async () => {
      expect(++inside).toBe(1)
      await tick()
      inside--
    }),
  )
  await Promise.all(holders)
  expect(existsSync(file)).toBe(false)
})

test('the lock is released when the work fails', async () => {
  const failing = withFileLock(file, async () => {
    throw new Error('no luck')
  })
  await expect(failing).rejects.toThrow('no luck')
  expect(await withFileLock(file, work)).toBe('done')
})

test('a lock held by a running process is waited for, within bounds, and its holder is named', async () => {
  writeFileSync(file, `${process.pid} ${processMark(process.pid)} some-id`)
  await expect(withFileLock(file, work, 100)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining(`Process ${process.pid} has held ${file}`),
  })
})

test.each([
  ['a dead process', () => `${spawnSync('true').pid} 1 some-id`],
  ['an earlier process with the same id', () => `${process.pid} 1 some-id`],
])('a lock left by %s is taken over by one of many, without leftovers', async (_, owner) => {
  writeFileSync(file, owner())
  let inside = 0
  const holders = Array.from({ length: 5 }, () =>
    withFileLock(file, async () => {
      expect(++inside).toBe(1)
      await tick()
      inside--
    }),
  )
  await Promise.all(holders)
  expect(readdirSync(folder)).toEqual([])
})

test('a lock whose writer died before it named itself is taken over once it is old', async () => {
  writeFileSync(file, '')
  await expect(withFileLock(file, work, 100)).rejects.toMatchObject({ code: 'unreachable' })
  utimesSync(file, new Date(0), new Date(0))
  expect(await withFileLock(file, work)).toBe('done')
})

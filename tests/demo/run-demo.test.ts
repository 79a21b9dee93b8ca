import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { simpleParser, type ParsedMail } from 'mailparser'
import { runDemo, type DemoResult } from '../../src/demo/run-demo.ts'
import { silentLogger } from '../../src/log.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'recap-demo-test-'))
// Run by root, PostgreSQL belongs to another user, who has to get in.
chmodSync(dataDir, 0o755)

const demo = () =>
  runDemo({
    // Nothing of a real installation may be touched, whatever the environment says.
    env: {
      DATA_DIR: dataDir,
      DATABASE_URL: 'postgres://nowhere.invalid/real',
      SMTP_URL: 'smtp://nowhere.invalid',
    },
    logger: silentLogger(),
    say: () => undefined,
    once: true,
    stopped: Promise.resolve(),
  })

let first: DemoResult
let mail: ParsedMail

beforeAll(async () => {
  first = await demo()
  mail = await simpleParser(readFileSync(first.inbox[0] ?? ''))
}, 300_000)

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the demo', () => {
  test('sends the past week of the sample publication to its three readers', () => {
    expect(first).toMatchObject({ audience: 3, accepted: 3, items: 10 })
    expect(first.inbox).toHaveLength(3)
  })

  test.each([
    ['a key point as the publisher wrote it', 'Its sodium-ion cells use no lithium, cobalt or nickel'],
    ['key points that were computed, marked as such', 'points picked automatically'],
    ['the copy of a story folded into it', 'Also covered'],
    [
      'a related article that the publisher named',
      'Tidal turbines finish a year under water without a repair dive',
    ],
    ['a related article found in the archive', 'Tervallo opens a pilot line for stacked speech chips'],
  ])('shows %s', (_what, words) => {
    expect((mail.html || '').includes(words)).toBe(true)
  })

  test('sends nothing again when it runs in the same folder', async () => {
    expect(await demo()).toMatchObject({ issueId: first.issueId, accepted: 3, inbox: first.inbox })
  }, 300_000)
})

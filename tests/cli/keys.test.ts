import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { addressHmac } from '../../src/subscribers/address-hmac.ts'
import { parseAddress } from '../../src/subscribers/address.ts'
import { readToken, signToken } from '../../src/subscribers/token.ts'
import { linesOf, recap } from './desk.ts'

let folder: string
const env = () => ({ DATA_DIR: folder })
const run = (...args: string[]) => recap(['keys', ...args, '--json'], { env: env(), cwd: folder })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recap-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a rotation puts a new key first, for its owner alone, and says what to do next', async () => {
  const before = loadConfig(env()).keys
  const answer = await run('rotate')
  const [told] = linesOf(answer)
  const after = loadConfig(env()).keys
  expect(after.slice(1)).toEqual(before)
  expect(told).toEqual({ id: after[0]?.id, keys: 2, written: true, file: path.join(folder, 'keys') })
  expect(answer.stderr).toMatch(/Restart every process/)
  expect(answer.stdout).not.toContain(after[0]?.key.toString('base64'))
  expect(statSync(path.join(folder, 'keys')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['keys'])
  expect(linesOf(await run('list'))).toEqual([
    { id: after[0]?.id, signs: true, verifies: true, namesSuppressed: false },
    { id: before[0]?.id, signs: false, verifies: true, namesSuppressed: true },
  ])
})

test('rotations at once lose no key', async () => {
  const first = loadConfig(env()).keys
  await Promise.all(Array.from({ length: 5 }, () => run('rotate')))
  const { keys } = loadConfig(env())
  expect(keys).toHaveLength(6)
  expect(keys.at(-1)).toEqual(first[0])
})

test('a token and a suppressed address outlive two rotations', async () => {
  const { keys } = loadConfig(env())
  const subject = { subscriberId: 7, newsletterId: 1 }
  const token = signToken(keys, 'unsubscribe', subject)
  const fingerprint = addressHmac(keys, parseAddress('ann@example.com'))
  for (const _ of [1, 2]) await run('rotate')
  const rotated = loadConfig(env()).keys
  expect(rotated).toHaveLength(3)
  expect(readToken(rotated, 'unsubscribe', token)).toMatchObject(subject)
  expect(addressHmac(rotated, parseAddress('ANN@example.com'))).toEqual(fingerprint)
  expect(signToken(rotated, 'unsubscribe', subject)).not.toBe(token)
})

test('keys of the settings are told, not written', async () => {
  const file = path.join(folder, 'ring')
  const ring = `old:${Buffer.alloc(32, 1).toString('base64')}`
  writeFileSync(file, `${ring}\n`)
  const answer = await recap(['keys', 'rotate', '--json'], { env: { ...env(), SECRET_KEYS_FILE: file } })
  const [told] = linesOf(answer)
  expect(told).toMatchObject({
    keys: 2,
    written: false,
    SECRET_KEYS: expect.stringMatching(/^k[0-9a-f]+:[^,]+,old:/),
  })
  expect(String(told?.['SECRET_KEYS']).endsWith(ring)).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe(`${ring}\n`)
})

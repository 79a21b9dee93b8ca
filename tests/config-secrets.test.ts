import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Environment } from '../src/config.ts'
import { writeOnce } from '../src/write-once.ts'
import { createConfigFolder, type ConfigFolder } from './config-folder.ts'

let settings: ConfigFolder
const load = (env?: Environment) => settings.load(env)
const problemsOf = (env: Environment) => settings.problemsOf(env)
const fileOf = (text: string) => settings.fileOf(text)

beforeEach(() => {
  settings = createConfigFolder()
})
afterEach(() => settings.remove())

describe('a secret in a file', () => {
  test.each([
    ['DATABASE_URL', 'postgres://user@db/recap', 'databaseUrl', 'postgres://user@db/recap'],
    ['REDIS_URL', 'redis://cache:6379', 'redisUrl', 'redis://cache:6379'],
    ['SMTP_URL', 'smtp://one,smtp://two', 'smtpUrls', ['smtp://one', 'smtp://two']],
  ])('%s_FILE stands for the setting, without the newline at its end', (name, text, key, value) => {
    expect(load({ [`${name}_FILE`]: fileOf(`${text}\n`) })).toHaveProperty(key, value)
  })

  test('holds the keys', () => {
    expect(load({ SECRET_KEYS: undefined, SECRET_KEYS_FILE: fileOf(`${settings.ring}\n`) }).keys).toEqual(
      load().keys,
    )
  })

  test('is refused beside the setting itself', () => {
    const problems = problemsOf({ REDIS_URL: 'redis://a', REDIS_URL_FILE: fileOf('redis://b') })
    expect(problems).toEqual(['REDIS_URL: set either REDIS_URL or REDIS_URL_FILE, not both'])
  })

  test('is refused when it is missing, a folder, empty or wrong', () => {
    const missing = path.join(settings.folder, 'nowhere')
    expect(problemsOf({ SMTP_URL_FILE: missing })[0]).toMatch(
      `SMTP_URL_FILE: ${missing} cannot be read (ENOENT`,
    )
    expect(problemsOf({ SMTP_URL_FILE: settings.folder })[0]).toMatch(
      `SMTP_URL_FILE: ${settings.folder} cannot be read (EISDIR`,
    )
    expect(problemsOf({ REDIS_URL_FILE: fileOf('\n') })).toEqual([
      'REDIS_URL: must look like redis://host:6379',
    ])
    expect(problemsOf({ DATABASE_URL_FILE: fileOf('db') })).toHaveLength(1)
  })
})

const key = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64')

describe('the key ring', () => {
  const kept = () => path.join(settings.folder, 'keys')

  test('is made once, for its owner alone, and used again', () => {
    const first = load({ SECRET_KEYS: undefined })
    expect(first.keys).toHaveLength(1)
    expect(first.keys[0]?.key).toHaveLength(32)
    expect(statSync(kept()).mode & 0o777).toBe(0o600)
    expect(load({ SECRET_KEYS: undefined }).keys).toEqual(first.keys)
    expect(readdirSync(settings.folder)).toEqual(['keys'])
  })

  test('is not made when keys are set', () => {
    load()
    expect(existsSync(kept())).toBe(false)
  })

  test('is the same for processes that start at once', async () => {
    const dataDir = path.join(settings.folder, 'fresh', 'data')
    const args = [
      '--disable-warning=ExperimentalWarning',
      path.join(import.meta.dirname, 'config-loader.ts'),
      dataDir,
    ]
    const runs = Array.from({ length: 5 }, () => promisify(execFile)(process.execPath, args))
    const rings = (await Promise.all(runs)).map(({ stdout }) => stdout)
    expect(new Set(rings).size).toBe(1)
    expect(readFileSync(path.join(dataDir, 'keys'), 'utf8')).toBe(`${rings[0]}\n`)
    expect(readdirSync(dataDir)).toEqual(['keys'])
  })

  test('of a start that loses the race is the one of the winner', () => {
    expect(writeOnce(kept(), 'first')).toBe('first')
    expect(writeOnce(kept(), 'second')).toBe('first')
    expect(readFileSync(kept(), 'utf8')).toBe('first')
    expect(readdirSync(settings.folder)).toEqual(['keys'])
  })

  test('lists keys from newest to oldest', () => {
    const { keys } = load({ SECRET_KEYS: `new:${key(32)}, old:${key(64)}` })
    expect(keys.map(({ id, key }) => [id, key.length])).toEqual([
      ['new', 32],
      ['old', 64],
    ])
  })

  test.each([
    ['a key of 31 bytes', `k1:${key(31)}`],
    ['a second key that is weak', `k1:${key(32)},k2:${key(16)}`],
    ['no id', `:${key(32)}`],
    ['an id that a token cannot hold', `k.1:${key(32)}`],
    ['an id of 17 letters', `${'k'.repeat(17)}:${key(32)}`],
    ['no key', 'k1'],
    ['letters that are not base64', `k1:${'ä'.repeat(64)}`],
    ['a passphrase', `k1:${'correct horse battery staple '.repeat(3)}`],
    ['an empty entry', `k1:${key(32)},`],
    ['two keys of one id', `k1:${key(32)},k1:${key(33)}`],
  ])('with %s is refused', (_fault, text) => {
    const problems = problemsOf({ SECRET_KEYS: text })
    expect(problems[0]).toMatch(/^SECRET_KEYS: /)
  })

  test('that was damaged on disk is refused by the name of its file, and left as it is', () => {
    writeFileSync(kept(), 'k1:short\n')
    expect(problemsOf({ SECRET_KEYS: undefined })[0]).toContain(kept())
    expect(readFileSync(kept(), 'utf8')).toBe('k1:short\n')
  })

  test('that cannot be kept is a bad setting, not a crash', () => {
    const dataDir = fileOf('a file where a folder should be')
    expect(problemsOf({ SECRET_KEYS: undefined, DATA_DIR: dataDir })[0]).toMatch(
      /^DATA_DIR: .*keys.*(ENOTDIR|EEXIST)/,
    )
  })
})

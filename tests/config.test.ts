import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { loadConfig, newKeyEntry, workerNames, type Environment } from '../src/config.ts'
import { AppError } from '../src/errors.ts'
import { writeOnce } from '../src/write-once.ts'

const folders: string[] = []
let folder = ''
let ring = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recap-config-'))
  folders.push(folder)
  ring = newKeyEntry()
})

afterAll(() => {
  for (const name of folders) rmSync(name, { recursive: true, force: true })
})

/** Settings that write nothing, with others over them. */
const load = (env: Environment = {}) => loadConfig({ DATA_DIR: folder, SECRET_KEYS: ring, ...env })

function problemsOf(env: Environment): string[] {
  try {
    load(env)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    expect(error).toHaveProperty('code', 'bad_config')
    return String((error as AppError).message)
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim())
  }
  return []
}

function fileOf(text: string): string {
  const file = path.join(folder, `secret-${readdirSync(folder).length}`)
  writeFileSync(file, text)
  return file
}

describe('settings', () => {
  test('that are not set have the defaults that are written down', () => {
    expect(load()).toEqual({
      smtpUrls: [],
      publicUrl: 'http://localhost:3000',
      keys: [expect.objectContaining({ id: ring.split(':')[0] })],
      dataDir: folder,
      port: 3000,
      host: '127.0.0.1',
      logLevel: 'info',
      workers: [...workerNames],
      fetchAllow: [],
    })
  })

  test('that are blank count as not set', () => {
    const names = [
      'DATABASE_URL',
      'REDIS_URL',
      'SMTP_URL',
      'PUBLIC_URL',
      'MAIL_FROM',
      'PORT',
      'HOST',
      'WORKERS',
    ]
    const files = ['DATABASE_URL_FILE', 'SMTP_URL_FILE', 'SECRET_KEYS_FILE', 'LOG_LEVEL', 'FETCH_ALLOW']
    const env = (text: string) => Object.fromEntries([...names, ...files].map((name) => [name, text]))
    expect(load(env(''))).toEqual(load())
    expect(load(env(' \r'))).toEqual(load())
  })

  test('come out as they were given', () => {
    const config = load({
      DATABASE_URL: 'postgresql://user:secret@db:5432/recap',
      REDIS_URL: 'rediss://cache:6379\r',
      SMTP_URL: 'smtp://one:587?pool=20, smtps://two',
      MAIL_FROM: 'Sample <weekly@sample.example>',
      PORT: '0',
      HOST: '::',
      LOG_LEVEL: 'warn',
      FETCH_ALLOW: '127.0.0.1,10.0.0.0/8  localhost',
    })
    expect(config).toMatchObject({
      databaseUrl: 'postgresql://user:secret@db:5432/recap',
      redisUrl: 'rediss://cache:6379',
      smtpUrls: ['smtp://one:587?pool=20', 'smtps://two'],
      mailFrom: 'Sample <weekly@sample.example>',
      port: 0,
      host: '::',
      logLevel: 'warn',
      fetchAllow: ['127.0.0.1', '10.0.0.0/8', 'localhost'],
    })
  })

  test('cannot be changed once they are read', () => {
    const config = load()
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(config.port).toBe(3000)
  })

  test.each([
    ['https://news.example.com/', 'https://news.example.com'],
    ['https://example.com/news//', 'https://example.com/news'],
    ['http://localhost:8080', 'http://localhost:8080'],
  ])('a public address %s is kept as %s', (given, kept) => {
    expect(load({ PUBLIC_URL: given }).publicUrl).toBe(kept)
  })

  test('the public address of a port that was chosen has this port', () => {
    expect(load({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
  })

  test.each([
    ['all', [...workerNames]],
    ['deliver', ['deliver']],
    [' issue , deliver,issue', ['issue', 'deliver']],
  ])('the workers %j are %j', (given, names) => {
    expect(load({ WORKERS: given }).workers).toEqual(names)
  })
})

describe('a problem', () => {
  test('comes with all others in one error, a line each, and nothing is written', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://db/recap',
      REDIS_URL: 'cache:6379',
      SMTP_URL: 'smtp://one, two',
      PUBLIC_URL: 'news.example.com',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      WORKERS: 'issue,sender',
      SECRET_KEYS: undefined,
      SECRET_KEYS_FILE: path.join(folder, 'nowhere'),
      RECAP_PORT: '1',
    })
    expect(problems.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'RECAP_PORT',
      'REDIS_URL',
      'SECRET_KEYS_FILE',
      'SMTP_URL',
      'WORKERS',
    ])
    expect(readdirSync(folder)).toEqual([])
  })

  test.each(['-1', '65536', '3000.5', 'http', '1e9', 'NaN', 'Infinity'])('port %s is refused', (port) => {
    expect(problemsOf({ PORT: port })).toEqual(['PORT: must be a whole number from 0 to 65535'])
  })

  test.each([
    ['RECAP_DATABASE_URL', 'RECAP_DATABASE_URL: no such setting; did you mean DATABASE_URL?'],
    ['RECAP_SMPT_URL', 'RECAP_SMPT_URL: no such setting; did you mean SMTP_URL?'],
    ['RECAP_FAVOURITE_COLOUR', 'RECAP_FAVOURITE_COLOUR: no such setting'],
  ])('the unknown name %s is refused with a guess when one is near', (name, line) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([line])
  })

  test('an unknown name that is not ours is none of our business', () => {
    expect(problemsOf({ PATH: '/bin', SMTP_UR: 'x', HOSTNAME: 'a' })).toEqual([])
  })

  test.each(['https://example.com/?a=1', 'https://example.com/#top', 'ftp://example.com', '/news'])(
    'the public address %s is refused',
    (url) => {
      expect(problemsOf({ PUBLIC_URL: url })).toHaveLength(1)
    },
  )

  test.each(['smtp://one,', ',', 'http://one', 'one:25'])('mail servers %j are refused', (urls) => {
    expect(problemsOf({ SMTP_URL: urls })[0]).toMatch(/^SMTP_URL: must look like/)
  })

  test('an error tells no secret', () => {
    expect(
      problemsOf({ SMTP_URL: 'smpt://user:hunter2@host', SECRET_KEYS: 'k1:aHVudGVyMg==' }).join(),
    ).not.toMatch(/hunter2|aHVudGVyMg/)
  })
})

describe('a secret in a file', () => {
  test.each([
    ['DATABASE_URL', 'postgres://user@db/recap', 'databaseUrl', 'postgres://user@db/recap'],
    ['REDIS_URL', 'redis://cache:6379', 'redisUrl', 'redis://cache:6379'],
    ['SMTP_URL', 'smtp://one,smtp://two', 'smtpUrls', ['smtp://one', 'smtp://two']],
  ])('%s_FILE stands for the setting, without the newline at its end', (name, text, key, value) => {
    expect(load({ [`${name}_FILE`]: fileOf(`${text}\n`) })).toHaveProperty(key, value)
  })

  test('holds the keys', () => {
    expect(load({ SECRET_KEYS: undefined, SECRET_KEYS_FILE: fileOf(`${ring}\n`) }).keys).toEqual(load().keys)
  })

  test('is refused beside the setting itself', () => {
    const problems = problemsOf({ REDIS_URL: 'redis://a', REDIS_URL_FILE: fileOf('redis://b') })
    expect(problems).toEqual(['REDIS_URL: set either REDIS_URL or REDIS_URL_FILE, not both'])
  })

  test('is refused when it is missing, a folder, empty or wrong', () => {
    const missing = path.join(folder, 'nowhere')
    expect(problemsOf({ SMTP_URL_FILE: missing })[0]).toMatch(
      `SMTP_URL_FILE: ${missing} cannot be read (ENOENT`,
    )
    expect(problemsOf({ SMTP_URL_FILE: folder })[0]).toMatch(
      `SMTP_URL_FILE: ${folder} cannot be read (EISDIR`,
    )
    expect(problemsOf({ REDIS_URL_FILE: fileOf('\n') })).toEqual([
      'REDIS_URL: must look like redis://host:6379',
    ])
    expect(problemsOf({ DATABASE_URL_FILE: fileOf('db') })).toHaveLength(1)
  })
})

const key = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64')

describe('the key ring', () => {
  const kept = () => path.join(folder, 'keys')

  test('is made once, for its owner alone, and used again', () => {
    const first = load({ SECRET_KEYS: undefined })
    expect(first.keys).toHaveLength(1)
    expect(first.keys[0]?.key).toHaveLength(32)
    expect(statSync(kept()).mode & 0o777).toBe(0o600)
    expect(load({ SECRET_KEYS: undefined }).keys).toEqual(first.keys)
    expect(readdirSync(folder)).toEqual(['keys'])
  })

  test('is not made when keys are set', () => {
    load()
    expect(existsSync(kept())).toBe(false)
  })

  test('is the same for processes that start at once', async () => {
    const dataDir = path.join(folder, 'fresh', 'data')
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
    expect(readdirSync(folder)).toEqual(['keys'])
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

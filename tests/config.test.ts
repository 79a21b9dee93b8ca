import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { workerNames, type Environment } from '../src/config.ts'
import { createConfigFolder, type ConfigFolder } from './config-folder.ts'

let settings: ConfigFolder
const load = (env?: Environment) => settings.load(env)
const problemsOf = (env: Environment) => settings.problemsOf(env)

beforeEach(() => {
  settings = createConfigFolder()
})
afterEach(() => settings.remove())

describe('settings', () => {
  test('that are not set have the defaults that are written down', () => {
    expect(load()).toEqual({
      smtpUrls: [],
      publicUrl: 'http://localhost:3000',
      keys: [expect.objectContaining({ id: settings.ring.split(':')[0] })],
      dataDir: settings.folder,
      port: 3000,
      host: '127.0.0.1',
      trustProxy: false,
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
      SECRET_KEYS_FILE: path.join(settings.folder, 'nowhere'),
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
    expect(readdirSync(settings.folder)).toEqual([])
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

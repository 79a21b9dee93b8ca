import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { envExample } from '../../src/cli/env-example.ts'
import { settings } from '../../src/config.ts'
import { linesOf, makeFolder, recap } from './desk.ts'

let cwd = ''

beforeEach(() => {
  cwd = makeFolder()
})

afterEach(() => rmSync(cwd, { recursive: true }))

const envFile = () => path.join(cwd, '.env')
const readEnvFile = () => readFileSync(envFile(), 'utf8')
const keysIn = (text: string) => /^SECRET_KEYS=(k\w+:\S+)$/m.exec(text)?.[1]

describe('recap init', () => {
  test('writes .env with a key, for its owner alone', async () => {
    const answer = await recap(['init', '--json'], { cwd })
    expect(linesOf(answer)).toEqual([{ file: envFile(), created: true, keys: 'generated' }])
    expect(statSync(envFile()).mode & 0o777).toBe(0o600)
    expect(keysIn(readEnvFile())).toBeDefined()
  })

  test('explains every other setting, commented out', async () => {
    await recap(['init'], { cwd })
    for (const name of Object.keys(settings.shape))
      expect(readEnvFile()).toMatch(new RegExp(`^#?${name}=`, 'm'))
  })

  test('a second time changes nothing and says so', async () => {
    await recap(['init'], { cwd })
    const before = readEnvFile()
    const answer = await recap(['init'], { cwd })
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing was changed') })
    expect(readEnvFile()).toBe(before)
  })

  test('adds missing keys to a file that is there, and nothing else', async () => {
    writeFileSync(envFile(), 'PORT=8080')
    chmodSync(envFile(), 0o644)
    await recap(['init'], { cwd })
    expect(readEnvFile()).toMatch(/^PORT=8080\nSECRET_KEYS=k\w+:\S+\n$/)
    expect(statSync(envFile()).mode & 0o777).toBe(0o600)
  })

  test('leaves a file alone whose keys are read from another one', async () => {
    writeFileSync(envFile(), 'SECRET_KEYS_FILE=/run/secrets/keys\n')
    await recap(['init'], { cwd })
    expect(readEnvFile()).toBe('SECRET_KEYS_FILE=/run/secrets/keys\n')
  })

  test('takes over the keys that Recap made in DATA_DIR before', async () => {
    mkdirSync(path.join(cwd, 'data'))
    writeFileSync(path.join(cwd, 'data', 'keys'), `kold:${'A'.repeat(43)}=\n`)
    await recap(['init'], { cwd })
    expect(keysIn(readEnvFile())).toBe(`kold:${'A'.repeat(43)}=`)
  })

  test('--force writes the file anew with its old keys and keeps the old one', async () => {
    await recap(['init'], { cwd })
    const old = `${readEnvFile()}PORT=8080\n`
    writeFileSync(envFile(), old)
    await recap(['init', '--force'], { cwd })
    expect(readFileSync(`${envFile()}.old`, 'utf8')).toBe(old)
    expect(readEnvFile()).not.toContain('PORT=8080')
    expect(keysIn(readEnvFile())).toBe(keysIn(old))
  })
})

test('.env.example is what the settings say', () => {
  expect(readFileSync(path.join(import.meta.dirname, '../../.env.example'), 'utf8')).toBe(envExample())
})

test('all wrong settings are told at once, exit code 3', async () => {
  const env = { PORT: 'x', SMTP_URL: 'ftp://mail', RECAP_PORT: '1', DATA_DIR: cwd }
  const { code, stdout, stderr } = await recap(['issue', 'list'], { cwd, env })
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  for (const name of ['PORT', 'SMTP_URL', 'did you mean PORT?']) expect(stderr).toContain(name)
})

test('.env is read, and the environment comes before it', async () => {
  writeFileSync(envFile(), 'DATABASE_URL=postgres://u:p@127.0.0.1:1/x\nPORT=nonsense\n')
  const fromFile = await recap(['issue', 'list'], { cwd, env: { DATA_DIR: cwd } })
  expect(fromFile).toMatchObject({ code: 3, stderr: expect.stringContaining('PORT') })
  const fromBoth = await recap(['issue', 'list'], { cwd, env: { DATA_DIR: cwd, PORT: '0' } })
  expect(fromBoth.code).toBe(4)
})

test('a database that does not answer is told in one line, exit code 4', async () => {
  const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', DATA_DIR: cwd }
  const { code, stderr } = await recap(['issue', 'list'], { cwd, env })
  expect(code).toBe(4)
  expect(stderr).toMatch(/^error: PostgreSQL cannot be reached\. .*\n$/)
})

test('the stack is told for LOG_LEVEL=debug alone', async () => {
  const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', DATA_DIR: cwd, LOG_LEVEL: 'debug' }
  expect((await recap(['issue', 'list'], { cwd, env })).stderr).toContain('    at ')
})

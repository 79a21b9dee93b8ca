import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { dkimRecord, dkimStrength } from '../src/dkim-key.ts'
import { createConfigFolder, type ConfigFolder } from './config-folder.ts'

let settings: ConfigFolder

beforeEach(() => {
  settings = createConfigFolder()
})

afterEach(() => settings.remove())

const pem = { type: 'pkcs8', format: 'pem' } as const
const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export(pem).toString()
const names = { DKIM_DOMAIN: 'Sample.example', DKIM_SELECTOR: 'recap' }
const problemsOf = (text: string) =>
  settings.problemsOf({ ...names, DKIM_KEY_FILE: settings.fileOf(text) }).join()

test('the three settings make a key, and DNS gets its public half', () => {
  const { dkim } = settings.load({ ...names, DKIM_KEY_FILE: settings.fileOf(rsa(2048)) })
  expect(dkim).toMatchObject({ domain: 'sample.example', selector: 'recap' })
  expect(dkimStrength(dkim!)).toEqual({ bits: 2048, isRecommended: true })
  const { name, value } = dkimRecord(dkim!)
  expect(name).toBe('recap._domainkey.sample.example')
  expect(value).toMatch(/^v=DKIM1; k=rsa; p=MII[A-Za-z0-9+/]+=*$/)
})

test('a key of 1024 bits is taken, but is not what is recommended', () => {
  const { dkim } = settings.load({ ...names, DKIM_KEY_FILE: settings.fileOf(rsa(1024)) })
  expect(dkimStrength(dkim!)).toEqual({ bits: 1024, isRecommended: false })
})

test('none of the three is no key', () => {
  expect(settings.load()).not.toHaveProperty('dkim')
})

test.each([
  [{ DKIM_DOMAIN: 'sample.example' }],
  [{ DKIM_SELECTOR: 'recap', DKIM_DOMAIN: 'sample.example' }],
  [{ DKIM_KEY_FILE: '/nowhere' }],
])('some of the three are a problem: %j', (env) => {
  expect(settings.problemsOf(env)).toEqual([
    'DKIM_KEY_FILE, DKIM_DOMAIN, DKIM_SELECTOR: set all three to sign mail here, or none',
  ])
})

test('a key that cannot sign is a problem that says how to make one', () => {
  const mend = /make one with: openssl genrsa -out dkim\.pem 2048$/
  const faults: [string, RegExp][] = [
    ['no key', /cannot be read as a private key/],
    [
      generateKeyPairSync('ed25519').privateKey.export(pem).toString(),
      /holds a key of the type ed25519, not rsa/,
    ],
    [rsa(512), /has 512 bits, and receivers ask for 1024 at least/],
  ]
  for (const [text, fault] of faults) {
    expect(problemsOf(text)).toMatch(fault)
    expect(problemsOf(text)).toMatch(mend)
  }
  expect(settings.problemsOf({ ...names, DKIM_KEY_FILE: '/nowhere/dkim.pem' }).join()).toMatch(mend)
})

test.each([
  ['DKIM_DOMAIN', 'sample.example/x'],
  ['DKIM_DOMAIN', 'a; b=c'],
  ['DKIM_SELECTOR', 'recap; l=0'],
])('%s cannot be %j', (name, value) => {
  const env = { ...names, DKIM_KEY_FILE: settings.fileOf(rsa(1024)), [name]: value }
  expect(settings.problemsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${name}: must be`))])
})

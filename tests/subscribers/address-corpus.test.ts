import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import addressparser from 'nodemailer/lib/addressparser/index.js'
import { readAddress } from '../../src/subscribers/address.ts'
import { sender } from '../../src/sender.ts'

interface Sample {
  readonly id: string
  readonly address: string
}

const folder = path.resolve(process.env['ADDRESS_CORPUS'] ?? '../shared/corpora/addresses')
const corpus = existsSync(path.join(folder, 'gold.json')) ? readCorpus() : undefined
const taken = new Map((corpus ?? []).map(({ id, address }) => [id, readAddress(address)]))
const describeCorpus = corpus ? describe : describe.skip

function readCorpus() {
  const samples = JSON.parse(readFileSync(path.join(folder, 'files/addresses.json'), 'utf8')) as Sample[]
  const gold = JSON.parse(readFileSync(path.join(folder, 'gold.json'), 'utf8')) as Record<
    string,
    { category: string; diagnosis: string }
  >
  return samples.map(({ id, address }) => ({ id, address, ...gold[id]! }))
}

/** What docs/addresses.md promises for each category; a domain of one label or with a numeric end is no place for mail. */
const policy: Readonly<Record<string, 'taken' | 'refused' | 'trimmed only'>> = {
  VALID: 'taken',
  DNSWARN: 'taken',
  RFC5321: 'refused',
  CFWS: 'trimmed only',
  DEPREC: 'refused',
  RFC5322: 'refused',
  ERR: 'refused',
}

/** Addresses that differ from their category for a reason of their own, as docs/addresses.md says. */
const exceptions = (address: string, diagnosis: string): boolean =>
  diagnosis === 'ERR_CR_NO_LF' || /^[\s]|[\s]$/.test(address)

if (!corpus) test.skip(`the corpus of addresses is missing: ${folder}`, () => undefined)

describeCorpus('the corpus of addresses', () => {
  test('is taken and refused by category as the policy says', () => {
    const surprises = (corpus ?? []).filter(({ id, address, category, diagnosis }) => {
      const isTaken = typeof taken.get(id) === 'object'
      const rule = policy[category]
      if (rule === 'trimmed only') return isTaken !== (diagnosis === 'CFWS_FWS')
      return isTaken !== (rule === 'taken') && !exceptions(address, diagnosis)
    })
    expect(surprises).toEqual([])
  })

  test('leaves no control character and one @ in what is taken, and the domain of the text', () => {
    for (const { id, address } of corpus ?? []) {
      const read = taken.get(id)
      if (typeof read !== 'object') continue
      expect(read.email).toMatch(/^[^\s@\p{Cc}\u2028\u2029]+@[a-z0-9.-]+$/u)
      expect(read.email.split('@')[1]).toBe(address.trim().split('@').at(-1)?.toLowerCase())
    }
  })

  test('is understood in the same way by the parser that writes the envelope', () => {
    let compared = 0
    for (const read of taken.values()) {
      if (typeof read !== 'object') continue
      expect(addressparser(read.email)).toEqual([{ address: read.email, name: '' }])
      compared++
    }
    expect(compared).toBeGreaterThan(20)
  })

  test('makes no sender of what is refused with a line break, a quote or a comment', () => {
    for (const { id, address } of corpus ?? []) {
      if (typeof taken.get(id) === 'object' || !/["()\r\n]/.test(address)) continue
      expect(sender.safeParse(`News <${address}>`).success).toBe(false)
    }
  })
})

test('a text of 64 KB is refused before any pattern sees it', () => {
  const hostile = ['a', 'a.', '@', '"', '(', '\\', 'a@', 'ａ', 'é', ' ', 'xn--'].map((unit) =>
    unit.repeat(65_536 / unit.length),
  )
  for (const text of hostile) expect(readAddress(text)).toBe('it is longer than 320 characters')
})

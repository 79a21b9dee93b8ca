import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { maskAddress, parseAddress } from '../../src/subscribers/address.ts'

const long = 'a'.repeat(63)

test.each([
  ['ada@example.com', 'ada@example.com'],
  [' ada@example.com\n', 'ada@example.com'],
  ['Ada.Lovelace+news@Example.COM', 'Ada.Lovelace+news@example.com'],
  ["o'brien!#$%&*+/=?^_`{|}~-@example.com", "o'brien!#$%&*+/=?^_`{|}~-@example.com"],
  ['1@2.example', '1@2.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  [`a@${long}.${long}.${long}.${'a'.repeat(60)}`, `a@${long}.${long}.${long}.${'a'.repeat(60)}`],
  [`a@${long}.example`, `a@${long}.example`],
  ['ada@münchen.example', 'ada@xn--mnchen-3ya.example'],
  ['ada@FAß.example', 'ada@xn--fa-hia.example'],
  ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['ada@ＥＸＡＭＰＬＥ.com', 'ada@example.com'],
  ['ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
  ['jose\u0301@example.com', 'jos\u00e9@example.com'],
  ['उपयोगकर्ता@उदाहरण.कॉम', 'उपयोगकर्ता@xn--p1b6ci4b4b3a.xn--11b4c3d'],
  ['用户@example.com', '用户@example.com'],
])('%j is %j', (text, email) => {
  expect(parseAddress(text).email).toBe(email)
})

describe('no address is taken', () => {
  test.each([
    ['nothing', ''],
    ['no @', 'ada.example.com'],
    ['no name', '@example.com'],
    ['no domain', 'ada@'],
    ['two @', 'ada@lovelace@example.com'],
    ['a quoted name', '"ada lovelace"@example.com'],
    ['a quoted @', '"ada@evil.example"@example.com'],
    ['a display name', 'Ada <ada@example.com>'],
    ['a comment', 'ada(comment)@example.com'],
    ['a list', 'ada@example.com,ben@example.com'],
    ['a leading dot', '.ada@example.com'],
    ['a trailing dot', 'ada.@example.com'],
    ['two dots', 'ada..lovelace@example.com'],
    ['a space', 'ada lovelace@example.com'],
    ['a header line', 'ada\r\nBcc: ben@example.com'],
    ['a NUL', 'ada\0@example.com'],
    ['half a character', 'ada\ud800@example.com'],
    ['a direction override', 'ada\u202e@example.com'],
    ['a zero-width space', 'ada\u200b@example.com'],
    ['a backslash', 'ada\\@example.com'],
    ['a long name', `${'a'.repeat(65)}@example.com`],
    ['a long name in bytes', `${'é'.repeat(33)}@example.com`],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['an IPv6 literal', 'ada@[IPv6:::1]'],
    ['a bare IP address', 'ada@127.0.0.1'],
    ['an IP address in disguise', 'ada@0x7f.1'],
    ['a name without a dot', 'ada@localhost'],
    ['a final dot', 'ada@example.com.'],
    ['an empty label', 'ada@example..com'],
    ['a label that begins with a hyphen', 'ada@-example.com'],
    ['a label that ends with a hyphen', 'ada@example-.com'],
    ['an underscore', 'ada@exam_ple.com'],
    ['a label of 64 letters', `ada@${long}a.com`],
    ['255 characters', `a@${long}.${long}.${long}.${'a'.repeat(61)}`],
    ['255 bytes', `é@${long}.${long}.${long}.${'a'.repeat(60)}`],
    ['a numeric end', 'ada@example.123'],
    ['a port', 'ada@example.com:25'],
    ['a path', 'ada@example.com/evil'],
    ['a backslash path', 'ada@example.com\\evil'],
    ['a query', 'ada@example.com?x'],
    ['a fragment', 'ada@example.com#x'],
    ['a percent sign', 'ada@ex%61mple.com'],
    ['a newline in the domain', 'ada@exam\nple.com'],
    ['a tab in the domain', 'ada@exam\tple.com'],
    ['a full-width slash', 'ada@example.com／evil'],
    ['a zero-width joiner', 'ada@a\u200db.com'],
  ])('with %s', (_fault, text) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'bad_input' }))
  })

  test('of more than 320 characters, whatever they are', () => {
    for (const text of ['a@'.repeat(32_768), ' '.repeat(65_536), `${'a.'.repeat(160)}@example.com`])
      expect(() => parseAddress(text)).toThrow('longer than 320 characters')
  })
})

test('two spellings of one person have one key, and keep their own address', () => {
  const spellings = ['Ada@Example.com', 'ada@example.com', ' ADA@EXAMPLE.COM ', 'ada@ＥＸＡＭＰＬＥ.com']
  expect(new Set(spellings.map((text) => parseAddress(text).key))).toEqual(new Set(['ada@example.com']))
  expect(parseAddress('Ada@Example.com').email).toBe('Ada@example.com')
  expect(parseAddress('JOSE\u0301@example.com').key).toBe(parseAddress('jos\u00e9@example.com').key)
})

test('people who differ by a dot or a tag have keys of their own', () => {
  const people = ['ada.l@gmail.com', 'adal@gmail.com', 'adal+news@gmail.com', 'adal@googlemail.com']
  expect(new Set(people.map((text) => parseAddress(text).key)).size).toBe(4)
})

const anyLetters = fc.constantFrom(
  'a',
  'Z',
  '.',
  '@',
  '-',
  '+',
  '"',
  'é',
  'e\u0301',
  'İ',
  'ß',
  'Σ',
  '例',
  ' ',
  '\n',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 330 }),
  fc.string({ unit: anyLetters, maxLength: 60 }),
)
const nearAddress = fc
  .tuple(
    fc.string({ unit: anyLetters, minLength: 1, maxLength: 8 }),
    fc.string({ unit: anyLetters, maxLength: 8 }),
  )
  .map(([local, label]) => `${local}@${label}x.example`)

test('an address that is taken is taken again unchanged, and is one line of one @', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nearAddress), (text) => {
      const address = attempt(text)
      if (address === undefined) return
      expect(parseAddress(address.email)).toEqual(address)
      expect(address.email).toMatch(/^[^\s@"<>,;\\]+@[a-z0-9.-]+$/)
      expect(parseAddress(address.key).key).toBe(address.key)
    }),
    { numRuns: 2_000 },
  )
})

function attempt(text: string) {
  try {
    return parseAddress(text)
  } catch (error) {
    expect(error).toHaveProperty('code', 'bad_input')
    return undefined
  }
}

test('no 320 characters take long', () => {
  const hard = ['a.', 'a-', '-', '.', 'a', 'é', '!', 'xn--', '１.', '@', '\u0301'].flatMap((part) => {
    const run = part.repeat(320).slice(0, 300)
    return [
      `${run}@example.com`,
      `${run.slice(0, 64)}@example.com`,
      `ada@${run}`,
      `ada@${run}!`,
      `${run}@${run}`,
    ]
  })
  const begin = performance.now()
  for (const text of hard) attempt(text.slice(0, 320))
  expect(performance.now() - begin).toBeLessThan(5_000)
})

test.each([
  ['ada@example.com', 'a***@example.com'],
  ['😀x@example.com', '😀***@example.com'],
])('%s is shown as %s', (email, masked) => {
  expect(maskAddress(email)).toBe(masked)
})

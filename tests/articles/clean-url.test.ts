import { describe, expect, test } from '@jest/globals'
import { canonicalKey } from '../../src/articles/canonical-key.ts'
import { cleanUrl } from '../../src/articles/clean-url.ts'

describe('a cleaned address', () => {
  test.each([
    ['https://a.example/x?utm_source=a&utm_Medium=b&id=1&fbclid=2&mc_eid=3', 'https://a.example/x?id=1'],
    [
      'https://a.example/x?gclid=1&msclkid=2&igshid=3&_hsenc=4&mkt_tok=5&mtm_campaign=6',
      'https://a.example/x',
    ],
    ['https://a.example/x?ref=a.example', 'https://a.example/x'],
    ['https://www.a.example/x?ref=a.example', 'https://www.a.example/x'],
    ['https://a.example/x?ref=chapter-2', 'https://a.example/x?ref=chapter-2'],
    ['https://a.example/x?b=2&a=1#part', 'https://a.example/x?b=2&a=1'],
    ['https://a.example/#!/story/1', 'https://a.example/#!/story/1'],
    ['https://user:secret@a.example/x', 'https://a.example/x'],
    [' https://a.example/x ', 'https://a.example/x'],
    ['https://a.example/x?q=a%20b', 'https://a.example/x?q=a%20b'],
  ])('%s is %s', (url, cleaned) => {
    expect(cleanUrl(url)).toBe(cleaned)
  })

  test.each([
    '',
    'x',
    '/x',
    'mailto:a@b.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example/',
    'https://',
    `https://a.example/${'x'.repeat(3000)}`,
  ])('is not made of %j', (text) => {
    expect(cleanUrl(text)).toBeNull()
  })

  test.each([
    ['/x', 'https://a.example/x'],
    ['y', 'https://a.example/d/y'],
    ['//b.example/z', 'https://b.example/z'],
    ['?p=2', 'https://a.example/d/e?p=2'],
  ])('%s counts from its page', (text, cleaned) => {
    expect(cleanUrl(text, 'https://a.example/d/e')).toBe(cleaned)
  })
})

describe('the canonical key', () => {
  test.each([
    ['http://www.a.example:80/x/?b=2&a=1&utm_source=z#part', 'a.example/x?a=1&b=2'],
    ['https://A.example:443/x?a=1&b=2', 'a.example/x?a=1&b=2'],
    ['https://a.example/', 'a.example'],
    ['https://a.example:8443/X//', 'a.example:8443/X'],
    ['https://a.example/#!/story/1', 'a.example#!/story/1'],
    [' no address ', 'no address'],
  ])('of %s is %s', (url, key) => {
    expect(canonicalKey(url)).toBe(key)
  })
})

import { describe, expect, test } from '@jest/globals'
import { assert, integer, property, string } from 'fast-check'
import { htmlToParagraphs, htmlToText } from '../../src/articles/html-to-text.ts'
import { countWords, plainText } from '../../src/articles/plain-text.ts'

describe('plain text', () => {
  test('is one line of NFC without control, bidi and invisible characters', () => {
    expect(plainText(' A\u0000\u0007 cafe\u0301\r\n\t\u00a0\u202eb\u2066\u200b\ufeff\ud800 ')).toBe(
      'A café b',
    )
  })

  test('keeps emoji, joiners and right-to-left scripts', () => {
    expect(plainText('👩‍🚀 שלום می‌خواهم')).toBe('👩‍🚀 שלום می‌خواهم')
  })

  test('is capped at a word, never inside a character', () => {
    expect(plainText('one two three four', 12)).toBe('one two…')
    expect(plainText('😀'.repeat(10), 8)).toBe('😀😀😀…')
  })

  test('has no control characters and fits, whatever comes', () => {
    assert(
      property(string({ unit: 'binary' }), integer({ min: 10, max: 50 }), (text, length) => {
        const plain = plainText(text, length)
        expect(plain.length).toBeLessThanOrEqual(length)
        expect(plain).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  test('words are counted', () => {
    expect(countWords('It’s 3.5 state-of-the-art – words')).toBe(4)
  })
})

describe('HTML as text', () => {
  test.each([
    ['<p>One</p><p>two</p>', 'One two'],
    ['a<br>b', 'a b'],
    ['t<b>ex</b>t', 'text'],
    ['&lt;b&gt; &amp; &eacute;&#x2019;&nbsp;x', '<b> & é’ x'],
    ['<style>p{}</style><script>x()</script>left', 'left'],
    ['<!-- gone -->left', 'left'],
    ['a < b and Map<K,V>', 'a < b and Map<K,V>'],
    ['<img src=x onerror=alert(1)>left', 'left'],
    ['<svg><script>x()</script></svg>left', 'left'],
    ['unclosed <a href="', 'unclosed'],
  ])('%s is %s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  test('keeps its paragraphs apart where asked', () => {
    expect(htmlToParagraphs('<h2>One</h2><ul><li>two</li><li>three\n four</li></ul> five')).toBe(
      'One\n\ntwo\n\nthree four\n\nfive',
    )
  })
})

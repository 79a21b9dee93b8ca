import { describe, expect, test } from '@jest/globals'
import { emptySlots, personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'

const html = splitSlots(
  '<p>R7k3f9xNAMEt</p><a href="R7k3f9xLEAVE_URLu">Leave</a>R7k3f9xTIPc<p>R7k3f9xNAMEt</p>',
  'R7k3f9x',
)
const tip = { html: '<b>Tip</b>', text: 'Tip' }

describe('personalise', () => {
  test('each value is escaped for where it stands', () => {
    const values = { NAME: `"A" <b>\n& 'B'`, LEAVE_URL: 'https://a.example/u?a=1&b="', TIP: tip }
    expect(personalise(html, values, 'html')).toBe(
      '<p>&quot;A&quot; &lt;b&gt; &amp; &#39;B&#39;</p><a href="https://a.example/u?a=1&amp;b=%22">Leave</a><b>Tip</b><p>&quot;A&quot; &lt;b&gt; &amp; &#39;B&#39;</p>',
    )
  })

  test('text keeps its signs but loses its line breaks', () => {
    const text = splitSlots('R7k3f9xNAMEt\nR7k3f9xLEAVE_URLu', 'R7k3f9x')
    const values = { NAME: 'A & B\r\n\r\nSubject: x', LEAVE_URL: 'https://a.example/?a&b' }
    expect(personalise(text, values, 'text')).toBe('A & B Subject: x\nhttps://a.example/?a&b')
  })

  test.each([
    ['a missing value', { NAME: 'A', TIP: tip }],
    ['a script address', { NAME: 'A', LEAVE_URL: 'javascript:alert(1)', TIP: tip }],
    ['a relative address', { NAME: 'A', LEAVE_URL: '/leave', TIP: tip }],
    ['a string as a choice', { NAME: 'A', LEAVE_URL: 'https://a.example/', TIP: '<b>' }],
    ['a fragment as text', { NAME: tip, LEAVE_URL: 'https://a.example/', TIP: tip }],
  ])('%s is an error', (_, values) => {
    expect(() => personalise(html, values, 'html')).toThrow(/slot/)
  })

  test('nobody in particular reads no personal words and sees no link of anyone', () => {
    expect(emptySlots(html, 'https://a.example/issues/1', 'html')).toBe('<p></p><p></p>')
    const text = splitSlots('Leave:\nR7k3f9xLEAVE_URLu', 'R7k3f9x')
    expect(emptySlots(text, 'https://a.example/issues/1', 'text')).toBe('Leave:\nhttps://a.example/issues/1')
  })
})

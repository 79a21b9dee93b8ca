import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { noteMjml } from '../../src/letter/note-mjml.ts'
import { noteText } from '../../src/letter/note-text.ts'

const note = `Come to the **open day** & see the [harbour map](https://harbour.example/map?a=1&b=2).

- Doors open at *ten*
- Tickets at https://harbour.example/tickets

1. First
2. Second`

function elementsOf(markdown: string) {
  const { document } = parseHTML(`<html><body>${noteMjml(markdown).mjml}</body></html>`)
  return [...document.body.querySelectorAll('*')]
}

describe('a note in the letter', () => {
  test('has paragraphs, lists, emphasis and links in the classes of the letter', () => {
    expect(noteMjml(note).mjml.replaceAll('\n', '')).toBe(
      '<p class="body ink" dir="auto">Come to the <strong>open day</strong> &amp; see the ' +
        '<a href="https://harbour.example/map?a=1&amp;b=2" class="link">harbour map</a>.</p>' +
        '<ul class="points"><li class="point ink" dir="auto">Doors open at <em>ten</em></li>' +
        '<li class="point ink" dir="auto">Tickets at <a href="https://harbour.example/tickets" class="link">' +
        'https://harbour.example/tickets</a></li></ul>' +
        '<ol class="points"><li class="point ink" dir="auto">First</li>' +
        '<li class="point ink" dir="auto">Second</li></ol>',
    )
  })

  test('keeps HTML, headings and code as plain text', () => {
    const markdown =
      '# Big\n\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n    <b>code</b>\n\n`<i>`'
    expect(new Set(elementsOf(markdown).map(({ tagName }) => tagName))).toEqual(new Set(['P']))
    expect(elementsOf(markdown).map(({ textContent }) => textContent)).toEqual([
      '# Big',
      '<script>alert(1)</script> <img src=x onerror=alert(1)>',
      '<b>code</b>',
      '`<i>`',
    ])
  })

  test('has no tag or attribute beyond these, whatever is written', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('ab <>&"\'*_[]()!\\/:.-1\n#`')),
      maxLength: 80,
    })
    fc.assert(
      fc.property(word, (markdown) => {
        const elements = elementsOfAllowed(markdown)
        for (const { tagName, attributes } of elements) {
          expect(['P', 'UL', 'OL', 'LI', 'STRONG', 'EM', 'A', 'BR']).toContain(tagName)
          for (const { name } of attributes)
            expect(['class', 'dir', 'href', 'title', 'start']).toContain(name)
        }
      }),
    )
  })
})

describe('a note as text', () => {
  test('keeps its order, and the address of each link on its own line', () => {
    expect(noteText(note)).toBe(
      [
        'Come to the open day & see the harbour map.',
        'https://harbour.example/map?a=1&b=2',
        '',
        '- Doors open at ten',
        '- Tickets at https://harbour.example/tickets',
        '1. First',
        '2. Second',
      ].join('\n'),
    )
  })

  test('has lines of at most 78 characters, but for addresses', () => {
    const address = `https://harbour.example/${'a'.repeat(100)}`
    const text = noteText(`${'many words '.repeat(40)}\n\n- ${'a point '.repeat(30)}[more](${address})`)
    for (const line of text.split('\n')) if (line !== address) expect(line.length).toBeLessThanOrEqual(78)
    expect(text.split('\n')).toContain(address)
  })
})

describe('a note is refused', () => {
  test.each([
    ['a script address', '[x](javascript:alert(1))', /javascript:alert/],
    ['data', '[x](data:text/html,hi)', /data:text/],
    ['a relative address', '[x](/about)', /whole address/],
    ['an address of mail', '<me@harbour.example>', /whole address/],
    ['a picture', '![a](https://harbour.example/a.png)', /picture/],
    ['10,000 characters', 'a'.repeat(10_000), /10000 characters, and 2,000/],
    ['a control character', 'a\u0000b', /control character/],
  ])('with %s', (_, markdown, message) => {
    expect(() => noteMjml(markdown)).toThrow(message)
    expect(() => noteText(markdown)).toThrow(message)
  })
})

/** The elements of a note, none when it is refused. */
function elementsOfAllowed(markdown: string) {
  try {
    return elementsOf(markdown)
  } catch {
    return []
  }
}

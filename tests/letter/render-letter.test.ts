import { beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseHTML } from 'linkedom'
import type { ItemSnapshot } from '../../src/db/values.ts'
import { buildLetter, type LetterInput } from '../../src/letter/letter-model.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { sampleInput, sampleItem, sampleLink, sampleValues as values } from './sample-letter.ts'

const prefix = 'R7k3f9x'
let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

async function render(input: LetterInput) {
  const stored = await renderLetter(buildLetter(input), prefix, templates)
  const html = personalise(splitSlots(stored.html, prefix), values, 'html')
  const text = personalise(splitSlots(stored.text, prefix), values, 'text')
  const { document } = parseHTML(html)
  const all = [...document.querySelectorAll('*')]
  const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
  return { stored, html, text, document, links, tags: all.map((element) => element.tagName) }
}

/** The same text in every field of an issue that comes from outside. */
function hostileInput(word: string): LetterInput {
  const input = sampleInput(0)
  const item: ItemSnapshot = sampleItem(1, {
    title: word,
    source: word,
    dek: word,
    image: { url: 'https://harbour.example/a.png', alt: word },
    keyPoints: [{ text: word, origin: 'computed' }],
    related: [sampleLink(1, { title: word })],
  })
  return {
    ...input,
    newsletter: { ...input.newsletter, name: word, postalAddress: word },
    issue: { ...input.issue, title: word, subject: word, preheader: word },
    items: [item, { ...item, keyPoints: [], image: null }, item],
    limits: { top: 1, brief: 1, least: 1 },
  }
}

const outlineOf = (html: string) => html.match(/<\/?[a-z][a-z0-9]*|<!--\[if/g)?.join(' ')

describe('a rendered letter', () => {
  test('has the same tags and links whatever its texts are', async () => {
    const plain = await render(hostileInput('plain'))
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('ab <>&"\'{}[]$\\/=!-;:%#\u0000\u202E\u00A0é漢😀\uD83D')),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(word, fc.string({ unit: 'binary' })), async (text) => {
        const letter = await render(hostileInput(`x${text}x`))
        expect(outlineOf(letter.html)).toBe(outlineOf(plain.html))
        expect(letter.links).toEqual(plain.links)
        expect(letter.html + letter.text).not.toContain(prefix)
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    '"><img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '</mj-text></mj-body>',
    '{{title}} {{{head}}}',
    'R7k3f9yWHYt',
    '<!-- htmlmin:ignore --> MJMLHTMLIGNORE0END',
    '<![CDATA[x]]> &amp; &#x41; %20',
    '[[x]] {% x %} $& \\u0041',
  ])('shows %s as it is', async (text) => {
    const { document, text: plain } = await render(hostileInput(text))
    expect(document.querySelector('h1')?.textContent).toBe(text)
    expect(document.querySelector('h2')?.textContent).toBe(text)
    expect(document.querySelector('h3')?.textContent).toBe(text)
    expect(document.querySelector('img')?.getAttribute('alt')).toBe(text)
    expect(document.querySelectorAll('script, img[onerror]')).toHaveLength(0)
    expect(plain).toContain(text)
  })

  test('is refused when a text holds the prefix of the issue', async () => {
    await expect(render(hostileInput(`${prefix}WHYt`))).rejects.toMatchObject({ code: 'bad_input' })
  })

  test('is the same bytes for the same input', async () => {
    const [first, second] = [await render(sampleInput(9)), await render(sampleInput(9))]
    expect(second.stored).toEqual(first.stored)
  })

  test('has at most 60 KB of HTML for 15 items, 8 of them in full, and small style sheets', async () => {
    const { stored, document } = await render({ ...sampleInput(15), limits: { top: 7, brief: 8, least: 1 } })
    expect(Buffer.byteLength(stored.html)).toBeLessThanOrEqual(60_000)
    const sheets = [...document.querySelectorAll('style')].map((style) => style.textContent?.length ?? 0)
    expect(Math.max(...sheets)).toBeLessThanOrEqual(4096)
  })

  test('has every link of its HTML in the text part, on a line of its own', async () => {
    const { links, text } = await render(sampleInput(13))
    const lines = new Set(text.split('\n'))
    expect(links.filter((link) => !lines.has(link))).toEqual([])
    expect(links.length).toBeGreaterThan(20)
  })

  test('gets by with items that have nothing but a title', async () => {
    const bare = { source: null, dek: null, publishedAt: null, minutes: null, keyPoints: [], related: [] }
    const items = [1, 2, 3].map((n) => sampleItem(n, bare))
    const { document, text } = await render({
      ...sampleInput(0),
      items,
      limits: { top: 1, brief: 1, least: 1 },
    })
    expect(document.querySelectorAll('h2 a, h3 a, li a')).toHaveLength(3)
    expect(document.querySelectorAll('.meta')).toHaveLength(1)
    expect(document.querySelectorAll('ul')).toHaveLength(1)
    expect(text).not.toMatch(/\n{3}|null|undefined/)
  })

  test('keeps the rules of accessible mail', async () => {
    const lead = sampleItem(1, { image: { url: 'https://harbour.example/a.png', alt: 'A quay' } })
    const input = sampleInput(8)
    const { document, tags } = await render({ ...input, items: [lead, ...input.items] })
    const root = document.documentElement
    expect([root.getAttribute('lang'), root.getAttribute('dir')]).toEqual(['en', 'ltr'])
    const article = document.querySelector('body > [role=article]')
    expect([article?.getAttribute('lang'), article?.getAttribute('dir')]).toEqual(['en', 'ltr'])
    expect(document.title).toBe('Harbour sensors report story number 1, and 8 more')
    expect(
      [...document.querySelectorAll('table')].every((t) => t.getAttribute('role') === 'presentation'),
    ).toBe(true)
    expect([...document.querySelectorAll('img')].every((image) => image.getAttribute('alt'))).toBe(true)
    expect([...document.querySelectorAll('a')].every((link) => link.textContent?.trim())).toBe(true)
    expect(document.querySelectorAll('[id]')).toHaveLength(0)
    const levels = tags.filter((tag) => /^H[1-6]$/.test(tag)).map((tag) => Number(tag[1]))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
  })

  test('asks nothing of anyone but the pictures of its items', async () => {
    const { html } = await render(sampleInput(3))
    expect(html).not.toMatch(/<link|@import|@font-face|url\(|<v:(?!\w*=)|<script/i)
  })

  test('runs from right to left in a language that does', async () => {
    const input = sampleInput(3)
    const { document, html } = await render({ ...input, newsletter: { ...input.newsletter, locale: 'he' } })
    expect(document.documentElement.getAttribute('dir')).toBe('rtl')
    expect(html).not.toMatch(/direction:ltr|padding-left: 22px/)
  })
})

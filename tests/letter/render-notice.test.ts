import { beforeAll, describe, expect, test } from '@jest/globals'
import { parseHTML } from 'linkedom'
import { directionOf } from '../../src/language.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { noticeSlots, renderNotice, type Notice } from '../../src/letter/render-notice.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { fixtureLocales } from './fixtures.ts'
import { sampleInput, sampleValues } from './sample-letter.ts'
import { structureFaults } from './structure.ts'

const prefix = 'R7k3f9x'
const actionUrl = 'https://news.harbour.example/confirm/c.1'
const kinds = ['confirm', 'welcome', 'preferences'] as const
const everyNotice = kinds.flatMap((kind) => fixtureLocales.map((locale) => [kind, locale] as const))

let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

async function render(kind: Notice['kind'], locale: string, changes: Partial<Notice['sender']> = {}) {
  const sender = { ...sampleInput(0).newsletter, locale, ...changes }
  const stored = await renderNotice({ kind, sender, weekday: 1 }, prefix, templates)
  const values = { ...sampleValues, ACTION_URL: actionUrl }
  const html = personalise(splitSlots(stored.html, prefix), values, 'html')
  const text = personalise(splitSlots(stored.text, prefix), values, 'text')
  const { document } = parseHTML(html)
  const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
  return { stored, html, text, document, links }
}

describe.each(everyNotice)('the %s mail in %s', (kind, locale) => {
  test('keeps the rules of the letter', async () => {
    const { html, stored, document } = await render(kind, locale)
    expect(structureFaults(html, locale, directionOf(locale))).toEqual([])
    expect(stored.subject.length).toBeLessThanOrEqual(60)
    const preheader = document.querySelector('meta[name=description]')?.getAttribute('content') ?? ''
    expect(preheader.length).toBeGreaterThanOrEqual(40)
    expect(preheader.length).toBeLessThanOrEqual(90)
  })

  test('has one button, and every link of its HTML in the text part on a line of its own', async () => {
    const { document, links, text } = await render(kind, locale)
    expect(document.querySelectorAll('.button a')).toHaveLength(1)
    expect(document.querySelector('.button a')?.getAttribute('href')).toBe(actionUrl)
    const lines = new Set(text.split('\n'))
    expect(links.filter((link) => !lines.has(link))).toEqual([])
  })

  test('is the same bytes for the same notice', async () => {
    expect((await render(kind, locale)).stored).toEqual((await render(kind, locale)).stored)
  })
})

test('a confirmation holds nothing of the reader and no way to leave', async () => {
  const { stored } = await render('confirm', 'en')
  const names = (part: string) => splitSlots(part, prefix).slots.map((slot) => slot.name)
  expect([names(stored.html), names(stored.text)]).toEqual([['ACTION_URL'], ['ACTION_URL']])
  expect(noticeSlots('confirm').map((slot) => slot.name)).toEqual(['ACTION_URL'])
})

test('a welcome says the day on which the letter comes, and where to leave', async () => {
  const { text, links } = await render('welcome', 'de')
  expect(text).toContain('Jeden Montag')
  expect(links).toEqual(expect.arrayContaining([sampleValues.PREFERENCES_URL, sampleValues.UNSUBSCRIBE_URL]))
})

test('a hostile name of a newsletter is text and nothing else', async () => {
  const name = '"><img src=x onerror=alert(1)>, {{head}}\r\nBcc: x@y.example'
  const { document, stored } = await render('confirm', 'en', { name })
  expect(document.querySelectorAll('img')).toHaveLength(0)
  expect(stored.subject).not.toMatch(/\p{Cc}/u)
  expect(document.querySelector('.name')?.textContent?.trim()).toBe(
    '"><img src=x onerror=alert(1)>, {{head}} Bcc: x@y.example',
  )
})

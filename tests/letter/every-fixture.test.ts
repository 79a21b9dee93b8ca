import { beforeAll, describe, expect, test } from '@jest/globals'
import { parseHTML } from 'linkedom'
import { directionOf } from '../../src/language.ts'
import { fitLetter } from '../../src/letter/fit-letter.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { emptySlots, personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { fixtureLocales, fixtures, inLocale } from './fixtures.ts'
import { sampleValues } from './sample-letter.ts'
import { structureFaults } from './structure.ts'

const prefix = 'R7k3f9x'
let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

const linksOf = (html: string) =>
  [...parseHTML(html).document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')

describe.each(fixtures.filter(({ name }) => name !== 'sixty-items'))('the letter $name', ({ input }) => {
  test.each(fixtureLocales)('keeps every rule in %s', async (locale) => {
    const stored = await fitLetter(inLocale(input, locale), async (letter) =>
      renderLetter(letter, prefix, templates),
    )
    const html = personalise(splitSlots(stored.html, prefix), sampleValues, 'html')
    const text = personalise(splitSlots(stored.text, prefix), sampleValues, 'text')
    expect(structureFaults(html, locale, directionOf(locale))).toEqual([])
    const lines = new Set(text.split('\n'))
    expect(linksOf(html).filter((link) => !lines.has(link))).toEqual([])
    expect(html + text).not.toContain(prefix)
    expect(stored.subject).toMatch(/^[^\p{Cc}]{1,60}$/u)
    expect(stored.preheader.length).toBeGreaterThanOrEqual(40)
    expect(stored.preheader.length).toBeLessThanOrEqual(90)
    expect(stored.notes).toEqual([])
  })

  test('has a web version without a word or link of one reader', async () => {
    const stored = await fitLetter(input, async (letter) => renderLetter(letter, prefix, templates))
    const web = emptySlots(splitSlots(stored.html, prefix), input.issue.webUrl, 'html')
    expect(structureFaults(web, 'en', 'ltr')).toEqual([])
    expect(web).not.toContain(prefix)
    expect(web).not.toMatch(/>(?:Preferences|Unsubscribe)</)
    const personal = [sampleValues.PREFERENCES_URL, sampleValues.UNSUBSCRIBE_URL]
    const mailed = linksOf(personalise(splitSlots(stored.html, prefix), sampleValues, 'html'))
    expect(linksOf(web)).toEqual(mailed.filter((link) => !personal.includes(link)))
  })
})

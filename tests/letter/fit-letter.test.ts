import { beforeAll, describe, expect, test } from '@jest/globals'
import { fitLetter } from '../../src/letter/fit-letter.ts'
import type { Letter } from '../../src/letter/letter-model.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { encodeQuotedPrintable } from '../../src/mail/quoted-printable.ts'
import { fixture, fixtureLocales, inLocale } from './fixtures.ts'
import { sampleInput } from './sample-letter.ts'

let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

const render = async (letter: Letter) => renderLetter(letter, 'R7k3f9x', templates)

/** A letter whose items weigh as many bytes in full and in brief as told. */
const weighing = (full: number, brief: number) => async (letter: Letter) => ({
  ...letter.issue,
  html: 'x'.repeat(letter.items.length * full + letter.brief.length * brief),
  text: `${letter.items.length} in full, ${letter.brief.length} in brief`,
})

const input = { ...sampleInput(40), limits: { top: 29, brief: 10, least: 1 } }

describe('fitLetter', () => {
  test('a letter that fits stays as it is, with nothing to tell', async () => {
    expect(await fitLetter(input, weighing(1000, 100))).toMatchObject({
      text: '30 in full, 10 in brief',
      notes: [],
    })
  })

  test('as few of the last items as will do move from full to "in brief"', async () => {
    const { text, notes } = await fitLetter(input, weighing(4000, 500))
    expect(text).toBe('19 in full, 21 in brief')
    expect(notes).toEqual([expect.stringMatching(/would have 1\d\d KB.*: 11 of its items moved/)])
  })

  test('the last ones in brief are left out when moving is not enough, and no longer counted', async () => {
    const { text, notes, subject } = await fitLetter(input, weighing(40_000, 5000))
    expect(text).toBe('1 in full, 9 in brief')
    expect(notes).toEqual([expect.stringMatching(/: 29 of its items moved .* the last 30 were left out/)])
    expect(subject).toContain('and 9 more')
  })

  test('a lead that no mail can hold is too large, with what to do', async () => {
    await expect(fitLetter(input, weighing(100_000, 10))).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('Shorten'),
    })
  })

  test('a quiet week fits', async () => {
    expect(await fitLetter(sampleInput(0), render)).toMatchObject({ notes: [] })
  })

  test.each(fixtureLocales)('sixty long items end below 95 KB of encoded HTML in %s', async (locale) => {
    const fitted = await fitLetter(inLocale(fixture('sixty-items'), locale), render)
    expect(encodeQuotedPrintable(fitted.html).length).toBeLessThan(95_000)
    expect(encodeQuotedPrintable(fitted.html).length).toBeGreaterThan(80_000)
    expect(fitted.notes).toHaveLength(1)
  })

  test.each(fixtureLocales)('fifteen items have at most 60 KB of encoded HTML in %s', async (locale) => {
    const { html, notes } = await fitLetter(inLocale(fixture('fifteen-items'), locale), render)
    expect(encodeQuotedPrintable(html).length).toBeLessThanOrEqual(60_000)
    expect(notes).toEqual([])
  })
})

import { beforeAll, describe, expect, test } from '@jest/globals'
import { parseHTML } from 'linkedom'
import { buildLetter } from '../../src/letter/letter-model.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { contrastFaults, defaultTheme, themeOf, type StoredTheme } from '../../src/letter/theme.ts'
import { sampleInput } from './sample-letter.ts'
import { structureFaults } from './structure.ts'

let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

async function render(stored: StoredTheme) {
  const input = sampleInput(2)
  const newsletter = { ...input.newsletter, theme: themeOf(stored) }
  return (await renderLetter(buildLetter({ ...input, newsletter }), 'R7k3f9x', templates)).html
}

test('a newsletter that sets nothing has the default theme, which can be read well', () => {
  expect(themeOf({})).toEqual(defaultTheme)
  expect(contrastFaults(defaultTheme)).toEqual([])
})

describe('contrastFaults', () => {
  test.each([
    [{ text: '#595959' }, []],
    [{ text: '#5a5a5a' }, ['theme-text on theme-card has a contrast of 6.89:1 and needs 7:1']],
    [{ link: '#767676' }, []],
    [{ link: '#777777' }, ['theme-link on theme-card has a contrast of 4.47:1 and needs 4.5:1']],
    [
      { 'dark-button': '#555555' },
      ['theme-dark-button-text on theme-dark-button has a contrast of 2.55:1 and needs 4.5:1'],
    ],
  ])('of %j are %j', (stored, faults) => {
    expect(contrastFaults(themeOf(stored))).toEqual(faults)
  })
})

test('every colour of both schemes is in the letter, and none of the defaults that it replaces', async () => {
  const names = Object.keys(defaultTheme.light)
  const light = Object.fromEntries(names.map((name, index) => [name, `#10000${index}`]))
  const dark = Object.fromEntries(names.map((name, index) => [`dark-${name}`, `#20000${index}`]))
  const html = await render({ ...light, ...dark })
  for (const colour of [...Object.values(light), ...Object.values(dark)]) expect(html).toContain(colour)
  for (const colour of Object.values({ ...defaultTheme.light, ...defaultTheme.dark }))
    if (colour !== '#ffffff') expect(html).not.toContain(colour)
  const outlook = /<style>([^<]*data-ogsc[^<]*)<\/style>/.exec(html)?.[1] ?? ''
  for (const name of ['page', 'card', 'text', 'muted', 'link', 'button', 'button-text'])
    expect(outlook).toContain(dark[`dark-${name}`])
})

test('a logo stands in the place of the name and says it when pictures are off', async () => {
  const html = await render({ logo: 'https://harbour.example/logo.png', 'logo-width': 180 })
  const image = parseHTML(html).document.querySelector('.name img')
  expect(image?.getAttribute('alt')).toBe('Harbour Weekly')
  expect(image?.getAttribute('width')).toBe('180')
  expect(image?.getAttribute('style')).toContain('background-color: #ffffff')
  expect(structureFaults(html.replaceAll(/R7k3f9x\w+u/g, 'https://a.example/'), 'en', 'ltr')).toEqual([])
})

test('fonts and roundness are those of the theme', async () => {
  const html = await render({ font: 'Georgia, serif', radius: 0 })
  expect(html).toContain('font-family:Georgia, serif')
  expect(html).not.toMatch(/Segoe|border-radius:[1-9]/)
})

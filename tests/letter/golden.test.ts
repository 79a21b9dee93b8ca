import { beforeAll, describe, test } from '@jest/globals'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fitLetter } from '../../src/letter/fit-letter.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { renderNotice } from '../../src/letter/render-notice.ts'
import { fixture, inLocale } from './fixtures.ts'
import { sampleInput } from './sample-letter.ts'

const prefix = 'R7k3f9x'
const folder = path.join('tests', 'letter', 'golden')
const isRenewal = process.env['RENEW_GOLDEN'] === '1'

let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
  await mkdir(folder, { recursive: true })
})

/** Compares with the stored bytes; RENEW_GOLDEN=1 stores the new ones instead. */
async function expectGolden(file: string, content: string): Promise<void> {
  const place = path.join(folder, file)
  if (isRenewal) await writeFile(place, content)
  const stored = await readFile(place, 'utf8').catch(() => '')
  if (stored === content) return
  const [line, was, is] = firstDifference(stored, content)
  throw new Error(
    `${place} differs in line ${line}. It was: ${was} It is: ${is} When the change is meant, run ` +
      '`RENEW_GOLDEN=1 npm run -s jest -- tests/letter/golden.test.ts`, look at the difference, and give the reason in the commit.',
  )
}

function firstDifference(stored: string, content: string): [number, string, string] {
  const [before, after] = [stored.split('\n'), content.split('\n')]
  const index = after.findIndex((line, index) => line !== before[index])
  return [index + 1, (before[index] ?? '').slice(0, 300), (after[index] ?? '').slice(0, 300)]
}

/** One element a line: a change of one tag is then a change of one line. */
const inLines = (html: string) => `${html.replaceAll('><', '>\n<')}\n`

describe('the bytes stay those of the golden files', () => {
  test.each([
    ['usual', 'en'],
    ['usual', 'ar'],
    ['two-items', 'de'],
    ['quiet-week', 'fr'],
    ['markup-everywhere', 'es'],
    ['arabic-titles', 'en'],
  ])('of the letter %s in %s', async (name, locale) => {
    const input = inLocale(fixture(name), locale)
    const letter = await fitLetter(input, async (letter) => renderLetter(letter, prefix, templates))
    await expectGolden(`${name}.${locale}.html`, inLines(letter.html))
    await expectGolden(`${name}.${locale}.txt`, `${letter.subject}\n${letter.preheader}\n\n${letter.text}`)
  })

  test.each([
    ['confirm', 'en'],
    ['welcome', 'de'],
    ['preferences', 'ar'],
  ] as const)('of the mail %s in %s', async (kind, locale) => {
    const sender = { ...sampleInput(0).newsletter, locale }
    const notice = await renderNotice({ kind, sender, weekday: 1 }, prefix, templates)
    await expectGolden(`${kind}.${locale}.html`, inLines(notice.html))
    await expectGolden(`${kind}.${locale}.txt`, `${notice.subject}\n\n${notice.text}`)
  })
})

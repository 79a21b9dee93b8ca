// The letter as Chromium paints it: every fixture in every language, at every width, light and dark.
import { startChromium } from '../../src/letter/start-chromium.ts'
import { fixtureLocales, fixtures, inLocale } from '../letter/fixtures.ts'
import { examineLetter } from '../letter-in-browser/examine-letter.ts'
import { openLetterPage, views } from '../letter-in-browser/letter-page.ts'
import { noticeKinds, openLetterWriter } from '../letter-in-browser/write-letter.ts'
import { atLeast, atMost } from './table.mjs'

export async function looksRows(chromium) {
  const browser = await startChromium(chromium)
  try {
    const bare = await openLetterPage(browser, { images: false })
    const seen = await examineAll(await openLetterPage(browser), fixtureLocales)
    return rowsOf(seen, await examineAll(bare, ['en']))
  } finally {
    await browser.close()
  }
}

async function examineAll(page, locales) {
  const write = await openLetterWriter()
  const mails = [
    ...fixtures.map(({ name, input }) => ({
      name,
      writeIn: (locale) => write.letter(inLocale(input, locale)),
    })),
    ...noticeKinds.map((name) => ({ name, writeIn: (locale) => write.notice(name, locale) })),
  ]
  const seen = []
  for (const { name, writeIn } of mails) {
    for (const locale of locales) {
      const { html } = await writeIn(locale)
      const looks = await examineLetter(page, html, views)
      for (const [index, look] of looks.entries()) {
        const { width, scheme } = views[index]
        seen.push({ ...look, scheme })
        tell(`${name} ${locale} ${width} ${scheme}`, look)
      }
    }
  }
  return seen
}

/** What is wrong, so that the row that falls short can be mended. */
function tell(place, { violations, isTooWide, mutePictures }) {
  const faults = [...violations, ...(isTooWide ? ['too wide'] : []), ...mutePictures]
  for (const fault of faults) process.stderr.write(`${place}: ${fault}\n`)
}

function rowsOf(seen, bare) {
  const least = (name, looks = seen) => Math.min(...looks.map((look) => look[name]))
  const inScheme = (scheme) => seen.filter((look) => look.scheme === scheme)
  const count = (name, looks) => looks.flatMap((look) => look[name]).length
  return [
    atLeast('letter', 'views in Chromium', seen.length + bare.length, 1),
    atMost('letter', 'axe violations in them', count('violations', [...seen, ...bare]), 0),
    atMost('letter', 'views wider than the window', seen.filter(({ isTooWide }) => isTooWide).length, 0),
    atLeast('letter', 'smallest contrast, light', least('contrast', inScheme('light')), 4.5),
    atLeast('letter', 'smallest contrast, dark', least('contrast', inScheme('dark')), 4.5),
    atLeast('letter', 'smallest contrast of body text', least('bodyContrast'), 7),
    atLeast('letter', 'smallest font, px', least('smallestFont'), 14),
    atLeast('letter', 'lowest link, px', least('smallestTarget'), 24),
    atMost('letter', 'pictures that are off and say nothing', count('mutePictures', bare), 0),
  ]
}

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startChromium } from '../../src/letter/start-chromium.ts'
import { fixture, fixtureLocales, fixtures, inLocale } from '../letter/fixtures.ts'
import { chromium, describeInChromium } from '../support/chromium.ts'
import { examineLetter } from './examine-letter.ts'
import { openLetterPage, views, type View } from './letter-page.ts'
import { noticeKinds, openLetterWriter, type LetterWriter } from './write-letter.ts'

const phone: View = { width: 320, scheme: 'light' }
const phoneAtNight: View = { width: 320, scheme: 'dark' }
const desk: View = { width: 1280, scheme: 'dark' }

let browser: Browser
let page: Page
let bare: Page
let write: LetterWriter

// The full matrix is a part of `npm run eval`; these are the views in which a fault shows first.
describeInChromium('a letter in Chromium', () => {
  beforeAll(async () => {
    browser = await startChromium(chromium ?? '')
    page = await openLetterPage(browser)
    bare = await openLetterPage(browser, { images: false })
    write = await openLetterWriter()
  })

  afterAll(() => browser.close())

  test.each(fixtureLocales)('in %s has no fault', async (locale) => {
    const { html } = await write.letter(inLocale(fixture('usual'), locale))
    await expectNoFault(page, html, locale === 'ar' ? views : [phone, desk])
  })

  const others = fixtures.filter(({ name }) => name !== 'usual' && name !== 'sixty-items')

  test.each(others.map(({ name }, index) => [name, fixtureLocales[index % 5] ?? 'en'] as const))(
    'of %s has no fault in %s',
    async (name, locale) => {
      const { html } = await write.letter(inLocale(fixture(name), locale))
      await expectNoFault(page, html, [locale === 'de' ? phoneAtNight : phone])
    },
  )

  test.each(noticeKinds)('that is a %s notice has no fault', async (kind) => {
    for (const locale of ['en', 'ar']) {
      await expectNoFault(page, (await write.notice(kind, locale)).html, [phone, desk])
    }
  })

  test.each(['usual', 'arabic-titles'])('of %s tells the words of pictures that are off', async (name) => {
    const { html } = await write.letter(fixture(name))
    await expectNoFault(bare, html, [phone, desk])
    expect(await bare.locator('img').count()).toBeGreaterThan(0)
  })

  test('with faults is found out', async () => {
    const html = `<!doctype html><html lang="en"><title>x</title><body style="margin:0">
      <p style="color:#999">pale</p><p style="font-size:12px">small</p><p class="body" style="color:#767676">grey</p>
      <p style="width:400px">${'wide '.repeat(30)}</p><a href="https://a.example" style="line-height:16px">low</a>
      <img src="https://a.example/a.png" alt="not to be seen" style="display:block;width:5px;height:5px"></body></html>`
    const [seen] = await examineLetter(bare, html, [phone])
    expect(seen).toMatchObject({
      isTooWide: true,
      smallestFont: 12,
      mutePictures: ['not to be seen'],
      bodyContrast: 4.54,
    })
    expect(seen?.contrast).toBeLessThan(3)
    expect(seen?.smallestTarget).toBeLessThan(24)
    expect(seen?.violations.join()).toMatch(/color-contrast: <p style="color:#999">/)
  })
})

async function expectNoFault(page: Page, html: string, views: readonly View[]): Promise<void> {
  for (const seen of await examineLetter(page, html, views)) {
    expect(seen).toMatchObject({ violations: [], isTooWide: false, mutePictures: [] })
    expect(seen.contrast).toBeGreaterThanOrEqual(4.5)
    expect(seen.bodyContrast).toBeGreaterThanOrEqual(7)
    expect(seen.smallestFont).toBeGreaterThanOrEqual(14)
    expect(seen.smallestTarget).toBeGreaterThanOrEqual(24)
  }
}

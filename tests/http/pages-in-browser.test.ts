import { afterAll, beforeAll, expect, test } from '@jest/globals'
import axe from 'axe-core'
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { chromium, describeInChromium } from '../support/chromium.ts'
import { openReadersSite, postForm, type ReadersSite } from '../support/open-site.ts'

let site: ReadersSite
let browser: Browser
let page: Page
let requested: string[]
let readers = 0

/** Each width in the colours that the other is not shown in. */
const views = [
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

beforeAll(async () => {
  site = await openReadersSite(new Date('2026-11-23T04:00:00Z'))
})
afterAll(() => site.close())

async function newReader(locale: string): Promise<number> {
  const id = await site.add(`page-${(readers += 1)}@readers.example`)
  await site.app.db.updateTable('subscriber').set({ locale }).where('id', '=', id).execute()
  return id
}

/** What axe, a ruler and the network say of the page that is open. */
async function examine(): Promise<object> {
  const found: object[] = []
  for (const { width, colorScheme } of views) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    found.push(
      await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: typeof axe }).axe.run
        const { violations } = await run({ rules: { 'target-size': { enabled: true } } })
        return {
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
          scrolls: document.documentElement.scrollWidth > innerWidth,
          scripts: document.scripts.length,
        }
      }),
    )
  }
  const host = new URL(site.webUrl).host
  expect(requested.filter((url) => new URL(url).host !== host)).toEqual([])
  return found
}

const sound = views.map(() => ({ violations: [], scrolls: false, scripts: 0 }))

async function expectSound(path: string): Promise<void> {
  const answer = await page.goto(site.webUrl + path)
  expect((await answer?.body())?.length).toBeLessThan(15 * 1024)
  expect(await examine()).toEqual(sound)
}

describeInChromium('the pages of readers', () => {
  beforeAll(async () => {
    browser = await playwright.launch({
      executablePath: chromium ?? '',
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
      // Chromium refuses to sandbox what root runs.
      chromiumSandbox: process.getuid?.() !== 0,
    })
  })
  afterAll(() => browser.close())

  /** Opens a page in a language, and a reader who has chosen it. */
  async function openIn(locale: string): Promise<{ id: number; context: BrowserContext }> {
    const context = await browser.newContext({ locale })
    page = await context.newPage()
    requested = []
    page.on('request', (request) => requested.push(request.url()))
    return { id: await newReader(locale), context }
  }

  test.each(['en', 'ar'])(
    'in %s pass axe at 320 and 1280 px, dark and light, without script or foreign request',
    async (locale) => {
      const { id, context } = await openIn(locale)
      const preferences = `/preferences/${site.token('preferences', id)}`
      await expectSound('/')
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      await expectSound('/subscribe/embed')
      await expectSound(`/unsubscribe/${site.token('unsubscribe', id)}`)
      await expectSound(preferences)
      await expectSound(`${preferences}/erase`)
      await expectSound('/unsubscribe/bad.token')
      await site.setStatus(id, 'pending')
      await expectSound(`/confirm/${site.token('confirm', id)}`)
      await site.setStatus(id, 'unsubscribed')
      await expectSound(`/unsubscribe/${site.token('unsubscribe', id)}`)
      await expectSound(`/unsubscribe/${site.token('unsubscribe', id)}/undo`)
      await context.close()
    },
    120_000,
  )

  test.each(['de', 'fr', 'es'])(
    'with the most words pass the same in %s',
    async (locale) => {
      const { id, context } = await openIn(locale)
      await expectSound('/')
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      await expectSound(`/preferences/${site.token('preferences', id)}`)
      await context.close()
    },
    60_000,
  )

  test('signing up and changing preferences needs a keyboard alone', async () => {
    const context = await browser.newContext({ javaScriptEnabled: true })
    page = await context.newPage()
    await page.goto(site.webUrl)
    const focused = async () => page.evaluate(() => document.activeElement?.id)
    for (let steps = 0; steps < 20 && (await focused()) !== 'email'; steps++) await page.keyboard.press('Tab')
    await page.keyboard.type('keys@readers.example')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').evaluate((element) => element.tagName)).toBe('BUTTON')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check your inbox' }).waitFor()

    const id = await newReader('en')
    await page.goto(`${site.webUrl}/preferences/${site.token('preferences', id)}`)
    await page.locator('#zone').focus()
    await page.keyboard.type('Europe/Atlantis')
    await page.keyboard.press('Enter')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    await alert.getByRole('link', { name: /no such time zone/ }).focus()
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#zone')
    expect(await page.locator('#zone').getAttribute('aria-describedby')).toContain('zone-fault')
    requested = []
    expect(await examine()).toEqual(sound)
    await page.locator('#zone').fill('Europe/Rome')
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()
    expect(new URL(page.url()).search).toBe('?saved')
    await context.close()
  }, 300_000)
})

test('a form whose fields are wrong comes back with every fault named, and nothing saved', async () => {
  const id = await newReader('en')
  const url = `${site.webUrl}/preferences/${site.token('preferences', id)}`
  const answer = await postForm(url, { frequency: 'hourly', language: 'xx', hour: '25', zone: 'Nowhere' })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  for (const name of ['frequency', 'language', 'hour', 'zone']) expect(html).toContain(`href="#${name}"`)
  expect((await postForm(`${url}/pause`, { length: 'date', date: '2020-01-01' })).status).toBe(422)
  expect(await site.statusOf(id)).toBe('active')
})

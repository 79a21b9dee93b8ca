// Takes the pictures of docs/: the demo's digest, the notices and the pages, in Chromium. The README shows
// docs/digest.png. npm run screenshots [-- FOLDER], docs by default
import { mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { simpleParser } from 'mailparser'
import { findChromium } from '../../src/letter/find-chromium.ts'
import { startChromium } from '../../src/letter/start-chromium.ts'
import { fixture, inLocale } from '../letter/fixtures.ts'
import { openLetterWriter } from '../letter-in-browser/write-letter.ts'
import { startDemo } from './start-demo.mjs'

/** How much of a letter a picture shows: all of it would be heavy and tell no more. */
const height = 1300

const [docs = 'docs'] = process.argv.slice(2)
const folder = path.join(docs, 'screenshots')
mkdirSync(folder, { recursive: true })
const chromium = findChromium(process.env.PATH ?? '')
if (chromium === undefined)
  throw new Error('No chromium is on PATH: install one, then take the pictures again.')

const demo = await startDemo()
const browser = await startChromium(chromium)
try {
  await takeLetters()
  await takePages()
} finally {
  await browser.close()
  await demo.close()
}

async function takeLetters() {
  const write = await openLetterWriter()
  const { html } = await newestMail()
  const arabic = (await write.letter(inLocale(fixture('arabic-titles'), 'ar'))).html
  await take({ html, name: '../digest', width: 680, height: 1000, scale: 1.5 })
  for (const scheme of ['light', 'dark']) {
    await take({ html, name: `digest-600-${scheme}`, width: 600, height, scheme })
    await take({ html, name: `digest-320-${scheme}`, width: 320, height, scheme })
  }
  await take({ html, name: 'digest-600-images-off', width: 600, height, images: false })
  await take({ html, name: 'digest-600-end', width: 600, height, fromEnd: true })
  await take({ html: arabic, name: 'digest-600-rtl', width: 600, height })
  await take({ html: arabic, name: 'digest-320-rtl-dark', width: 320, height, scheme: 'dark' })
  for (const kind of ['confirm', 'welcome']) {
    await take({ html: (await write.notice(kind, 'en')).html, name: `${kind}-600-light`, width: 600 })
  }
}

async function takePages() {
  const { html } = await newestMail()
  const linkTo = (page) => new RegExp(`href="([^"]*/${page}/[^"]*)"`).exec(html)?.[1]
  const unsubscribe = linkTo('unsubscribe')
  await take({ url: `${demo.siteUrl}/`, name: 'page-front', width: 600 })
  await take({ url: `${demo.siteUrl}/issues`, name: 'page-issues', width: 600 })
  await take({ url: linkTo('preferences'), name: 'page-preferences', width: 600 })
  await take({ url: linkTo('preferences'), name: 'page-preferences-320-dark', width: 320, scheme: 'dark' })
  await take({ url: unsubscribe, name: 'page-unsubscribe', width: 600 })
  await take({
    url: unsubscribe?.replace('/unsubscribe/', '/nowhere/'),
    name: 'page-error',
    width: 320,
    scheme: 'dark',
  })
}

async function newestMail() {
  const names = (await readdir(demo.inbox)).filter((name) => name.endsWith('.eml')).toSorted()
  return simpleParser(await readFile(path.join(demo.inbox, names.at(-1))))
}

/** One picture of a page of the demo, or of HTML whose pictures are the demo's: all of it, its top or its end. */
async function take({ html, url, name, width, height, fromEnd = false, ...look }) {
  const { scheme = 'light', scale = 1, images = true } = look
  const viewport = { width, height: height ?? 600 }
  const page = await browser.newPage({ viewport, colorScheme: scheme, deviceScaleFactor: scale })
  await page.route('**/*', async (route) => {
    const isPicture = route.request().resourceType() === 'image'
    const isOurs = new URL(route.request().url()).origin === demo.siteUrl
    // Chromium itself reaches no host.
    if (!isOurs || (isPicture && !images)) return route.abort()
    return route.fulfill({ response: await route.fetch() })
  })
  if (url === undefined) await page.setContent(html, { waitUntil: 'load' })
  else await page.goto(url, { waitUntil: 'load' })
  if (fromEnd) await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: height === undefined })
  await page.close()
}

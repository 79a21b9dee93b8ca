// Takes pictures of the demo's mail in Chromium. Usage, beside a demo with the same DATA_DIR that is up:
//   npm run screenshots -- FOLDER   (docs/digest.png is a copy of its digest-top.png, which the README shows)
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { chromium } from 'playwright-core'

const [folder = 'docs'] = process.argv.slice(2)
const inbox = path.join(process.env.DATA_DIR ?? 'data', 'inbox')
const [newest] = (await readdir(inbox))
  .filter((name) => name.endsWith('.eml'))
  .toSorted()
  .toReversed()
const mail = await simpleParser(await readFile(path.join(inbox, newest)))

const views = [
  { name: 'digest-top', width: 680, height: 1000, colorScheme: 'light', images: true },
  { name: 'digest', width: 640, colorScheme: 'light', images: true },
  { name: 'digest-dark', width: 640, colorScheme: 'dark', images: true },
  { name: 'digest-320', width: 320, colorScheme: 'light', images: true },
  { name: 'digest-320-dark', width: 320, colorScheme: 'dark', images: true },
  { name: 'digest-no-images', width: 640, colorScheme: 'light', images: false },
]
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
})
for (const { name, width, height, colorScheme, images } of views) {
  const viewport = { width, height: height ?? 900 }
  const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1.5 })
  if (!images) await page.route('**/*.{png,jpg,jpeg,gif}', (route) => route.abort())
  await page.setContent(mail.html || '', { waitUntil: 'networkidle' })
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: height === undefined })
  await page.close()
}
await browser.close()

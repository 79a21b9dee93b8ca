import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTransport } from 'nodemailer'
import { AppError } from '../../src/errors.ts'
import { cleanUrl } from '../../src/articles/clean-url.ts'
import { parseFeed, type FeedItem } from '../../src/articles/parse-feed.ts'
import { readPage, type PageArticle } from '../../src/articles/read-page.ts'
import type { ItemSnapshot } from '../../src/db/values.ts'
import { cleanText } from '../../src/letter/clean-text.ts'
import { readLetterTemplates, type LetterTemplates } from '../../src/letter/letter-templates.ts'
import { openInbox, type Inbox } from '../../src/mail/inbox.ts'
import { sampleItem, sampleLink } from '../letter/sample-letter.ts'
import { startServer, type Running } from '../http/start-server.ts'
import {
  harmless,
  inBatches,
  outlineOf,
  readHostileTexts,
  renderItems,
  type Rendered,
} from './hostile-letters.ts'
import { feedOf, pageOf } from './hostile-markup.ts'

const texts = readHostileTexts()
if (texts.length === 0) process.stdout.write('No corpora of hostile texts beside the checkout: skipped.\n')
const describeWithTexts = texts.length > 0 ? describe : describe.skip

let templates: LetterTemplates

beforeAll(async () => {
  templates = await readLetterTemplates('templates')
})

const harmlessLetters = new Map<string, Rendered>()

/** The letter of the same shape without anything hostile in it; most batches have the same one. */
async function renderHarmless(items: readonly ItemSnapshot[]): Promise<Rendered> {
  const plain = items.map(harmless)
  const shape = JSON.stringify(plain)
  const letter = harmlessLetters.get(shape) ?? (await renderItems(plain, templates))
  harmlessLetters.set(shape, letter)
  return letter
}

/** The letter of some items is built like that of harmless ones, and nothing in it can run. */
async function expectHarmless(items: readonly ItemSnapshot[]): Promise<Rendered> {
  const [hostile, plain] = [await renderItems(items, templates), await renderHarmless(items)]
  for (const part of ['html', 'web'] as const) {
    const [found, expected] = [outlineOf(hostile[part]), outlineOf(plain[part])]
    expect(found).toMatchObject({ tags: expected.tags, names: expected.names, scripts: 0, harmful: [] })
    expect(found.links.map(({ href }) => href)).toEqual(expected.links.map(({ href }) => href))
  }
  return hostile
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim()

/** One text in every field of an item. */
function itemOf(text: string): ItemSnapshot {
  return sampleItem(1, {
    title: text,
    source: text,
    dek: text,
    image: { url: 'https://harbour.example/a.png', alt: text },
    keyPoints: [
      { text, origin: 'publisher' },
      { text: `Then ${text} again`, origin: 'computed' },
    ],
    alsoCovered: [{ title: text, url: 'https://other.example/same', source: text }],
    related: [sampleLink(1, { title: text, summary: text, category: text, tags: [text] })],
  })
}

describeWithTexts('hostile texts in the ledger', () => {
  test('stay text in mail and web page, and are shown as they are', async () => {
    for (const batch of inBatches(texts)) {
      const { html, text } = await expectHarmless(batch.map(itemOf))
      const shown = new Set(outlineOf(html).links.map((link) => squeeze(link.text)))
      const plain = text.replace(/\s+/g, '')
      for (const title of batch.map((value) => cleanText(value, 200)).filter((value) => value !== '')) {
        expect([...shown]).toContain(squeeze(title))
        expect(plain).toContain(title.replace(/\s+/g, ''))
      }
    }
  })

  test('are no addresses, or harmless ones', async () => {
    const addresses = texts.flatMap((text) => [
      text,
      `https://harbour.example/${text}`,
      `https://harbour.example/?q=${text}#${text}`,
      `https://${text}@harbour.example/`,
    ])
    const usable = addresses.filter((address) => /^https?:$/.test(URL.parse(address)?.protocol ?? ''))
    for (const address of addresses) expect(cleanUrl(address) ?? 'https:').toMatch(/^https?:/)
    for (const batch of inBatches(usable)) {
      const items = batch.map((url) =>
        sampleItem(1, { url, image: { url, alt: 'a' }, related: [sampleLink(1, { url })] }),
      )
      const { html } = await expectHarmless(items)
      const hrefs = new Set(outlineOf(html).links.map(({ href }) => href))
      for (const url of batch) expect([...hrefs]).toContain(new URL(url).href)
    }
    const refused = addresses.filter((address) => !usable.includes(address))
    for (const url of refused) {
      await expect(renderItems([sampleItem(1, { url })], templates)).rejects.toMatchObject({
        code: 'bad_input',
      })
    }
    const dropped = refused
      .slice(0, 400)
      .map((url) => sampleItem(1, { image: { url, alt: 'a' }, related: [sampleLink(1, { url })] }))
    for (const batch of inBatches(dropped)) await expectHarmless(batch)
  })
})

function itemOfFeed(item: FeedItem): ItemSnapshot {
  return sampleItem(1, {
    title: item.title,
    url: item.url ?? 'https://harbour.example/none',
    source: [...item.authors, ...item.categories].join(', '),
    dek: item.summary,
    keyPoints: [{ text: item.contentText ?? '', origin: 'computed' }],
  })
}

function itemOfPage(page: PageArticle): ItemSnapshot {
  return sampleItem(1, {
    title: page.title ?? '',
    source: page.siteName,
    dek: page.dek,
    image: page.image,
    keyPoints: (page.keyPoints?.points ?? []).map((text) => ({ text, origin: 'publisher' })),
    related: page.related.map((link) => ({ ...link, publishedAt: null, origin: 'publisher' })),
  })
}

function readOrRefuse(text: string): PageArticle[] {
  try {
    return [readPage(pageOf(text), 'https://harbour.example/story')]
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return []
  }
}

describeWithTexts('hostile texts as HTML', () => {
  test('in a feed come out as text', async () => {
    for (const batch of inBatches(texts)) {
      const feed = parseFeed(feedOf(batch), 'https://harbour.example/feed.xml')
      expect(feed.items).toHaveLength(batch.length)
      await expectHarmless(feed.items.map(itemOfFeed))
    }
  })

  test('in a page come out as text', async () => {
    const pages = texts.flatMap(readOrRefuse)
    expect(pages.length).toBeGreaterThan(texts.length * 0.9)
    const addresses = pages.flatMap((page) => [
      ...page.related.map(({ url }) => url),
      ...(page.image ? [page.image.url] : []),
      ...(page.canonicalUrl === null ? [] : [page.canonicalUrl]),
    ])
    expect(addresses.filter((address) => !/^https?:\/\//.test(address))).toEqual([])
    for (const batch of inBatches(pages)) await expectHarmless(batch.map(itemOfPage))
  })
})

describeWithTexts('the pages that show a letter of hostile texts', () => {
  let folder: string
  let inbox: Inbox
  let running: Running
  let web = ''

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'recap-hostile-'))
    inbox = await openInbox(folder)
    const page = () => ({ html: web, subject: 'x', sentAt: new Date('2026-11-22T10:00:00Z') })
    running = await startServer({ inboxFolder: folder, findIssuePage: async () => page() })
  })

  afterAll(async () => {
    await running.close()
    await inbox.close()
    await rm(folder, { recursive: true, force: true })
  })

  const read = async (address: string) => outlineOf(await (await fetch(running.url + address)).text())

  /** Sends a letter to the inbox and reads every page about it. */
  async function pagesOf(letter: Rendered, names: { from: string; subject: string }) {
    const transport = createTransport(inbox.url)
    const { html, text } = letter
    const from = { name: names.from, address: 'news@example.com' }
    await transport.sendMail({ from, to: 'reader@example.org', subject: names.subject, html, text })
    transport.close()
    web = letter.web
    const list = await (await fetch(`${running.url}/inbox`)).text()
    const mail = /href="(\/inbox\/[^"]+)"/.exec(list)?.[1] ?? ''
    expect(mail).not.toBe('')
    const outlines = await Promise.all([mail, `${mail}/text`, `${mail}/html`, '/issues/2026-W47'].map(read))
    return { list: outlineOf(list), outlines }
  }

  test('are built like those of a harmless one', async () => {
    const pagesOfHarmless = new Map<Rendered, Awaited<ReturnType<typeof pagesOf>>>()
    for (const batch of inBatches(texts)) {
      const items = batch.map(itemOf)
      const named = batch.find((text) => cleanText(text, 200).length > 3) ?? 'word'
      const hostile = await renderItems(items, templates)
      const { list, outlines } = await pagesOf(hostile, {
        from: named,
        subject: `${named} ${hostile.subject}`,
      })
      const plain = await renderHarmless(items)
      const expected =
        pagesOfHarmless.get(plain) ??
        (await pagesOf(plain, { from: 'word', subject: `word ${plain.subject}` }))
      pagesOfHarmless.set(plain, expected)
      expect(list).toMatchObject({ scripts: 0, harmful: [] })
      expect(outlines.length).toBe(4)
      outlines.forEach((outline, n) => {
        expect(outline).toMatchObject({ tags: expected.outlines[n]?.tags, scripts: 0, harmful: [] })
      })
    }
  }, 300_000)
})

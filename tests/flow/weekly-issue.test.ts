import { readdir, readFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import { simpleParser, type ParsedMail } from 'mailparser'
import { addSource } from '../../src/articles/add-source.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { listIssues } from '../../src/digest/issues.repository.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { listen } from '../../src/http/listen.ts'
import { createServer } from '../../src/http/server.ts'
import { addSubscriber } from '../../src/subscribers/add-subscriber.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import { articlePage, openSite, rssFeed, type SiteServer } from '../support/site-server.ts'
import { backendKinds, openTestApp, type BackendKind, type TestApp } from '../support/test-app.ts'
import { waitUntil } from '../support/wait-until.ts'

const day = 86_400_000
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A Monday on which nothing is due yet; the tests move this clock. */
const monday = new Date('2026-11-23T04:00:00Z')

interface Stage extends TestApp {
  readonly site: SiteServer
  readonly newsletterId: number
  setNow(now: Date): void
}

async function openStage(backend: BackendKind): Promise<Stage> {
  let now = monday
  const site = await openSite()
  closers.push(() => site.close())
  const stage = await openTestApp({ backend, now: () => now })
  closers.push(() => stage.close())
  await setNewsletter(stage.app, [
    ['name', 'Sample Weekly'],
    ['from', 'Sample Weekly <weekly@sample.example>'],
    ['site-url', `${site.url}/`],
    ['postal-address', '1 Quay Street, Port Ellery'],
    ['schedule', 'Mon 07:00'],
    ['time-zone', 'Europe/Berlin'],
  ])
  const newsletterId = (await getNewsletter(stage.app.db)).id
  return { ...stage, site, newsletterId, setNow: (at) => (now = at) }
}

function publish(site: SiteServer, items: { slug: string; title: string; publishedAt: Date }[]): void {
  site.pages.set('/feed.xml', rssFeed(site.url, items))
  for (const item of items) site.pages.set(`/${item.slug}`, articlePage(item.title))
}

async function subscribe(stage: Stage, email: string): Promise<void> {
  const needs = { db: stage.app.db, keys: stage.app.config.keys, now: stage.app.now }
  await addSubscriber(needs, {
    newsletterId: stage.newsletterId,
    email,
    consent: 'asked in person',
    source: 'test',
  })
}

async function issueLine(stage: Stage, slug: string) {
  return (await listIssues(stage.app.db, stage.newsletterId)).find((issue) => issue.slug === slug)
}

async function inboxMails(stage: Stage) {
  const folder = stage.app.inboxFolder ?? ''
  const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted()
  return Promise.all(files.map(async (name) => simpleParser(await readFile(`${folder}/${name}`))))
}

/** What a reader sees, without the head of the HTML. */
function bodyOf(mail: ParsedMail): { html: string; text: string } {
  return { html: (mail.html || '').replace(/^.*<body/s, '').replace(/\s+/g, ' '), text: mail.text ?? '' }
}

const addressOf = (mail: { to?: unknown }) => (mail.to as { text: string }).text

describe.each(backendKinds)('the weekly flow on %s', (backend) => {
  test('articles of the week reach the subscribers, and who unsubscribes is left out next week', async () => {
    const stage = await openStage(backend)
    const { app, site } = stage
    publish(site, [
      { slug: 'tram', title: 'The night tram', publishedAt: new Date(monday.getTime() - 2 * day) },
      { slug: 'pool', title: 'The sea pool', publishedAt: new Date(monday.getTime() - 3 * day) },
      { slug: 'older', title: 'An older story', publishedAt: new Date(monday.getTime() - 9 * day) },
    ])
    await addSource(app, stage.newsletterId, `${site.url}/feed.xml`)
    for (const name of ['ada', 'ben', 'cleo']) await subscribe(stage, `${name}@readers.example`)
    const workers = await startWorkers(app, ['collect', 'issue', 'deliver', 'schedule'])
    closers.push(() => workers.close())
    const server = await createServer(appNeeds(app))
    const webUrl = await listen(server, { host: '127.0.0.1', port: 0 })
    closers.push(() => server.close())
    await waitUntil('both pages are read', async () => {
      const rows = await app.db.selectFrom('article').select('status').where('status', '=', 'ready').execute()
      return rows.length === 3
    })

    stage.setNow(new Date('2026-11-23T06:00:01Z'))
    await reconcile(app)
    await waitUntil(
      'the issue of W47 is done',
      async () => (await issueLine(stage, '2026-W47'))?.status === 'done',
    )

    const first = await issueLine(stage, '2026-W47')
    expect(first).toMatchObject({ items: 2, audience: 3, reason: null })
    const books = await readStatus(app.db, first!.id)
    expect(books).toMatchObject({
      audience: 3,
      accepted: 3,
      pending: 0,
      attempted: 0,
      deferred: 0,
      rejected: 0,
    })
    const mails = await inboxMails(stage)
    expect(mails.map(addressOf).toSorted()).toEqual(
      ['ada', 'ben', 'cleo'].map((name) => `${name}@readers.example`),
    )
    const parts = bodyOf(mails[0]!)
    expect(parts.html).toContain('Work begins in the spring and takes two years.')
    expect(parts.html).toContain('The harbour gets a crane')
    expect(parts.html).not.toContain('An older story')
    expect(parts.text).toContain('Work begins in the spring')

    const ben = mails.find((candidate) => addressOf(candidate).startsWith('ben'))!
    const listHeader = ben.headers.get('list') as { unsubscribe: { url: string } }
    const path = new URL(listHeader.unsubscribe.url).pathname
    expect(await (await fetch(webUrl + path)).text()).toContain('<button')
    const answer = await fetch(webUrl + path, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
    expect(answer.status).toBe(200)

    publish(site, [{ slug: 'crane', title: 'The new crane', publishedAt: new Date('2026-11-26T10:00:00Z') }])
    stage.setNow(new Date('2026-11-30T04:00:00Z'))
    await reconcile(app)
    await waitUntil('the new page is read', async () => {
      const row = await app.db
        .selectFrom('article')
        .select('status')
        .where('title', '=', 'The new crane')
        .executeTakeFirst()
      return row?.status === 'ready'
    })
    stage.setNow(new Date('2026-11-30T06:00:01Z'))
    await reconcile(app)
    await waitUntil(
      'the issue of W48 is done',
      async () => (await issueLine(stage, '2026-W48'))?.status === 'done',
    )
    expect(await issueLine(stage, '2026-W48')).toMatchObject({ items: 1, audience: 2 })
    const later = (await inboxMails(stage)).slice(3)
    expect(later.map(addressOf).toSorted()).toEqual(['ada@readers.example', 'cleo@readers.example'])
    expect(bodyOf(later[0]!).html).not.toContain('The night tram')
  })
})

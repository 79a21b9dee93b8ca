import { afterEach, expect, test } from '@jest/globals'
import { addSource } from '../../src/articles/add-source.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { listen } from '../../src/http/listen.ts'
import { createServer } from '../../src/http/server.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import {
  addressOf,
  bodyOf,
  findIssueLine,
  openStage,
  publish,
  readMails,
  subscribe,
} from '../support/stage.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { waitUntil } from '../support/wait-until.ts'

const day = 86_400_000
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A Monday on which nothing is due yet; the tests move this clock. */
const monday = new Date('2026-11-23T04:00:00Z')

describeEachBackend('the weekly flow on %s', (backend) => {
  test('articles of the week reach the subscribers, and who unsubscribes is left out next week', async () => {
    const stage = await openStage(monday, { backend })
    closers.push(() => stage.close())
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
      async () => (await findIssueLine(app, '2026-W47'))?.status === 'done',
    )

    const first = await findIssueLine(app, '2026-W47')
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
    const mails = await readMails(app)
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
      async () => (await findIssueLine(app, '2026-W48'))?.status === 'done',
    )
    expect(await findIssueLine(app, '2026-W48')).toMatchObject({ items: 1, audience: 2 })
    const later = (await readMails(app)).slice(3)
    expect(later.map(addressOf).toSorted()).toEqual(['ada@readers.example', 'cleo@readers.example'])
    expect(bodyOf(later[0]!).html).not.toContain('The night tram')
  })
})

import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { App } from '../../src/app.ts'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { openFetcher } from '../../src/articles/fetch-url.ts'
import { insertSource, listDueSources } from '../../src/articles/sources.repository.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { startCollectWorker } from '../../workers/collect.ts'
import { reconcile } from '../../workers/reconcile.ts'
import { rssFeed } from '../support/site-server.ts'
import { openTestApp, type TestApp } from '../support/test-app.ts'
import { waitUntil } from '../support/wait-until.ts'

const hostCount = 40
const perHost = 25
const now = new Date('2026-11-22T12:00:00Z')

interface Host {
  readonly url: string
  readonly server: Server
  open: number
  most: number
  asked: number
}

let hosts: Host[]
let hanging: Host | undefined
let testApp: TestApp

beforeEach(async () => {
  hanging = undefined
  hosts = await Promise.all(Array.from({ length: hostCount }, (_, n) => openHost(`127.0.0.${n + 2}`)))
  testApp = await openTestApp({ now: () => now, env: { FETCH_ALLOW: '127.0.0.0/8' } })
  await addSources(testApp.app)
})

afterEach(async () => {
  await testApp.close()
  for (const { server } of hosts) server.closeAllConnections()
  await Promise.all(hosts.map(({ server }) => once(server.close(), 'close')))
})

async function openHost(address: string): Promise<Host> {
  const answer: RequestListener = (_request, response) => {
    host.asked++
    host.most = Math.max(host.most, ++host.open)
    response.on('close', () => host.open--)
    if (host !== hanging) setImmediate(() => response.end(rssFeed(host.url, [])))
  }
  const server = createServer(answer).listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const host: Host = { url: `http://${address}:${port}`, server, open: 0, most: 0, asked: 0 }
  return host
}

/** All sources of a host next to each other, as from a list that is sorted by address. */
async function addSources({ db }: App): Promise<void> {
  const { id: newsletterId } = await getNewsletter(db)
  for (const host of hosts)
    for (let n = 0; n < perHost; n++)
      await insertSource(db, {
        newsletterId,
        kind: 'rss',
        url: `${host.url}/${n}.xml`,
        siteUrl: null,
        title: null,
        language: null,
        nextPollAt: now,
      })
}

async function unreadOf({ db }: App): Promise<string[]> {
  const rows = await db.selectFrom('source').select('url').where('last_fetched_at', 'is', null).execute()
  return rows.map(({ url }) => url)
}

describe('1,000 sources that are due', () => {
  test('are read once, one at a time from each host', async () => {
    const { app } = testApp
    await reconcile(app)
    const [first] = await listDueSources(app.db, now)
    await fetchSource(app, first!.id)
    const worker = await startCollectWorker(app)
    await waitUntil('all are read', async () => (await unreadOf(app)).length === 0, 200_000)
    await worker.close()
    expect(hosts.map(({ most }) => most)).toEqual(hosts.map(() => 1))
    expect(hosts.map(({ asked }) => asked)).toEqual(hosts.map(() => perHost))
    expect(await listDueSources(app.db, now)).toEqual([])
  }, 300_000)

  test('wait for no host that hangs but their own', async () => {
    hanging = hosts[0]
    const fetcher = openFetcher({ allow: ['127.0.0.0/8'], totalTimeoutMs: 600_000 })
    const app = { ...testApp.app, fetcher }
    await reconcile(app)
    const worker = await startCollectWorker(app)
    await waitUntil('the others are read', async () => (await unreadOf(app)).length === perHost, 200_000)
    expect((await unreadOf(app)).every((url) => url.startsWith(`${hanging?.url}/`))).toBe(true)
    expect(hanging).toMatchObject({ asked: 1, open: 1 })
    await fetcher.close()
    await worker.close()
  }, 300_000)

  test('are asked in turns, a source of each host at a time', async () => {
    const { app } = testApp
    const due = await listDueSources(app.db, now)
    expect(due).toHaveLength(hostCount * perHost)
    const rows = await app.db.selectFrom('source').select(['id', 'url']).execute()
    const urls = new Map(rows.map(({ id, url }) => [id, new URL(url).host]))
    const first = due.slice(0, hostCount).map(({ id }) => urls.get(id))
    expect(new Set(first).size).toBe(hostCount)
  })
})

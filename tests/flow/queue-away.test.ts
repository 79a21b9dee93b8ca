import { afterEach, expect, test } from '@jest/globals'
import { addSource } from '../../src/articles/add-source.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { startWorkers } from '../../workers/index.ts'
import { describeWithRedis } from '../support/each-backend.ts'
import { leaveOnDisk } from '../support/leave-on-disk.ts'
import { startOwnRedis } from '../support/redis-server.ts'
import { addressOf, findIssueLine, openStage, publish, readMails, subscribe } from '../support/stage.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** The issue of W47 is due on Monday 23 November 2026 at 06:00 UTC. */
const before = new Date('2026-11-22T12:00:00Z')
const due = new Date('2026-11-23T06:00:01Z')
const names = ['ada', 'ben', 'cleo']

describeWithRedis('while Redis is away', () => {
  test('the slot that comes due is read for, built and mailed, to nobody who has left', async () => {
    const redis = await startOwnRedis()
    if (!redis) throw new Error('there was a Redis a moment ago')
    closers.push(() => redis.close())
    const stage = await openStage(before, { env: { REDIS_URL: redis.url } })
    closers.push(() => stage.close())
    const { app, site, newsletterId } = stage
    publish(site, [])
    await addSource(app, newsletterId, `${site.url}/feed.xml`)
    for (const name of names) await subscribe(stage, `${name}@readers.example`)
    const workers = await startWorkers(app, ['collect', 'issue', 'deliver', 'schedule'])
    closers.push(() => workers.close())

    await redis.close()
    publish(site, [{ slug: 'tram', title: 'The night tram', publishedAt: new Date('2026-11-18T09:00:00Z') }])
    await leaveOnDisk(stage, 'cleo@readers.example')
    stage.setNow(due)
    const isDone = async () => (await findIssueLine(app, '2026-W47'))?.status === 'done'
    await waitUntil('the issue of W47 is done', isDone, 120_000)

    const issue = await findIssueLine(app, '2026-W47')
    expect(issue).toMatchObject({ items: 1, reason: null })
    expect((await readMails(app)).map(addressOf).toSorted()).toEqual([
      'ada@readers.example',
      'ben@readers.example',
    ])
    expect(await readStatus(app.db, issue?.id ?? 0)).toMatchObject({ accepted: 2, rejected: 0 })
    // Twice: what an operator asks for is in the ledger, though nobody hears the bell.
    expect(await sendIssue(app.freezing, issue?.id ?? 0, 'test')).toMatchObject({ status: 'done' })
    expect(await readMails(app)).toHaveLength(2)
  }, 300_000)
})

import { afterEach, expect, test } from '@jest/globals'
import type { App } from '../../src/app.ts'
import { addSource } from '../../src/articles/add-source.ts'
import { promiseSlots } from '../../src/digest/promise-slots.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import {
  bodyOf,
  findIssueLine,
  openStage,
  publish,
  readMails,
  subscribe,
  type Stage,
} from '../support/stage.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import type { BackendKind } from '../support/test-app.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** The issue of W47 is due on Monday 23 November 2026 at 06:00 UTC. */
const before = new Date('2026-11-22T12:00:00Z')
const tram = { slug: 'tram', title: 'The night tram', publishedAt: new Date('2026-11-18T09:00:00Z') }

/** Recap runs with its bells set, then every process ends before the slot is due. */
async function openStoppedStage(backend: BackendKind): Promise<Stage> {
  const stage = await openStage(before, { backend })
  closers.push(() => stage.close())
  publish(stage.site, [tram])
  await addSource(stage.app, stage.newsletterId, `${stage.site.url}/feed.xml`)
  await subscribe(stage, 'ada@readers.example')
  const workers = await startWorkers(stage.app, ['collect', 'issue', 'deliver', 'schedule'])
  await workers.close()
  await stage.app.close()
  return stage
}

/** A start after the pause: everything that `recap start` runs, until the work it finds is handed over. */
async function withRestart(stage: Stage, work: (app: App) => Promise<void>): Promise<void> {
  const app = await stage.open()
  const workers = await startWorkers(app, ['collect', 'issue', 'deliver', 'schedule'])
  try {
    await work(app)
  } finally {
    await workers.close()
    await app.close()
  }
}

const isDone = (app: App, slug: string) => async () => (await findIssueLine(app, slug))?.status === 'done'

describeEachBackend('a slot missed while everything was down, on %s', (backend) => {
  test('is sent once on return, with what its week published meanwhile', async () => {
    const stage = await openStoppedStage(backend)
    publish(stage.site, [
      tram,
      { slug: 'pool', title: 'The sea pool', publishedAt: new Date('2026-11-22T20:00:00Z') },
    ])
    stage.setNow(new Date('2026-11-23T18:00:00Z'))
    await withRestart(stage, (app) => waitUntil('the issue is done', isDone(app, '2026-W47')))

    await withRestart(stage, async (app) => {
      await Promise.all([reconcile(app), reconcile(app), promiseSlots(app)])
      expect(await findIssueLine(app, '2026-W47')).toMatchObject({ items: 2, audience: 1 })
      const mails = await readMails(app)
      expect(mails).toHaveLength(1)
      expect(bodyOf(mails[0]!).html).toContain('The sea pool')
    })
  })

  test('is held, and says so, when it is later than the newsletter allows', async () => {
    const stage = await openStoppedStage(backend)
    stage.setNow(new Date('2026-11-25T18:00:00Z'))
    await withRestart(stage, async (app) => {
      await waitUntil(
        'the issue is held',
        async () => (await findIssueLine(app, '2026-W47'))?.status === 'held',
      )
      expect((await findIssueLine(app, '2026-W47'))?.reason).toContain('due 60 hours ago')
      expect(await readMails(app)).toHaveLength(0)
    })
  })

  test('gives its articles to the next issue when that is due as well', async () => {
    const stage = await openStoppedStage(backend)
    publish(stage.site, [
      tram,
      { slug: 'pool', title: 'The sea pool', publishedAt: new Date('2026-11-26T20:00:00Z') },
    ])
    stage.setNow(new Date('2026-11-30T08:00:00Z'))
    await withRestart(stage, async (app) => {
      await waitUntil('the issue of W48 is done', isDone(app, '2026-W48'))
      expect(await findIssueLine(app, '2026-W47')).toMatchObject({ status: 'skipped' })
      const mails = await readMails(app)
      expect(mails).toHaveLength(1)
      expect(bodyOf(mails[0]!).html).toContain('The sea pool')
      expect(bodyOf(mails[0]!).html).toContain('The night tram')
    })
  })
})

import { setTimeout as delay } from 'node:timers/promises'
import { findChunks } from '../../../src/delivery/find-chunks.ts'
import { sendIssue } from '../../../src/delivery/send-issue.ts'
import { buildIssue } from '../../../src/digest/build-issue.ts'
import { getNewsletter } from '../../../src/digest/ensure-newsletter.ts'
import { planManualIssue } from '../../../src/digest/plan-manual-issue.ts'
import { ringChunks } from '../../../workers/ring-chunks.ts'
import { addArticle } from '../../support/frozen-issue.ts'
import type { Rig } from '../rig.ts'
import { waitUntilSent } from '../books.ts'
import type { Fault } from './fault.ts'

const clicks = 1_000

/** Bells that ring too often, or not at all. */
export const bellFaults: readonly Fault[] = [
  { name: 'a second scheduler starts', strike: async (rig) => void rig.startWorker() },
  { name: 'two workers are rung for every chunk', strike: ringTwice },
  { name: 'a thousand clicks on send', strike: clickSend },
  { name: 'a thousand clicks on an issue by hand', strike: clickManual },
  { name: 'Redis is flushed', needsRedis: true, strike: async ({ world }) => world.redis?.flush() },
  { name: 'Redis is killed and comes back empty', needsRedis: true, strike: (rig) => killRedis(rig, 500) },
  { name: 'Redis stays away', needsRedis: true, strike: missRedis },
]

async function ringTwice(rig: Rig): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const chunks = await findChunks(rig.app)
    await ringChunks(rig.app, chunks)
    await ringChunks(
      rig.app,
      chunks.map((chunk) => ({ ...chunk, epoch: chunk.epoch + 1_000 + round })),
    )
  }
}

async function clickSend(rig: Rig): Promise<void> {
  await clickOften(rig, () => sendIssue(rig.app.freezing, rig.issueId, 'test'))
}

/** One key, so one issue: every click builds it and sends it, as one process after the other would. */
async function clickManual(rig: Rig): Promise<void> {
  const { app } = rig
  await addArticle(app, 'harbour')
  const newsletter = await getNewsletter(app.db)
  const plan = planManualIssue(newsletter, { key: 'clicks' }, app.now())
  await clickOften(rig, async () => {
    const { id } = await buildIssue(app.db, plan)
    await sendIssue(app.freezing, id, 'test')
  })
}

/** Some are told to come back, as a thousand do not get a connection at once. */
async function clickOften({ missed }: Rig, click: () => Promise<unknown>): Promise<void> {
  const done = await Promise.allSettled(Array.from({ length: clicks }, click))
  if (done.every(({ status }) => status === 'rejected')) missed.push('every click')
}

async function killRedis({ world }: Rig, awayMs: number): Promise<void> {
  await world.redis?.kill()
  await delay(awayMs)
  await world.redis?.start()
}

/** The jobs in hand are broken off as well, so that what is left has to be found without a bell. */
async function missRedis(rig: Rig): Promise<void> {
  await rig.world.redis?.kill()
  rig.proxies.database.cut()
  await waitUntilSent(rig, 100_000)
  await rig.world.redis?.start()
}

import { setTimeout as delay } from 'node:timers/promises'
import { waitUntil } from '../../support/wait-until.ts'
import type { Rig } from '../rig.ts'
import { leaseMs, type Fault } from './fault.ts'

/** A database that is away, full, cut off or only half heard. */
export const databaseFaults: readonly Fault[] = [
  { name: 'PostgreSQL restarts at once', strike: ({ world }) => world.crashDatabase() },
  { name: 'the disk of PostgreSQL is full', strike: fillDisk },
  { name: 'backends are terminated at random', strike: terminateBackends },
  { name: 'the reply to a claim is cut', strike: (rig) => cutReply(rig, 'FOR UPDATE OF chunk SKIP LOCKED') },
  { name: 'the reply to a batch is cut', strike: (rig) => cutReply(rig, 'exchange-') },
  { name: 'the reply to outcomes is cut', strike: (rig) => cutReply(rig, '"state":"accepted"') },
  { name: 'the database cannot be reached for long', strike: partition },
]

async function fillDisk(rig: Rig): Promise<void> {
  if (rig.world.fillDisk) await rig.world.fillDisk(2_000)
  else rig.missed.push('the disk')
}

async function terminateBackends({ world, name }: Rig): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await world.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = '${name}' AND application_name <> 'recap chaos' AND random() < 0.4`)
    await delay(100)
  }
}

/** The statement is committed, and whoever sent it does not hear of it. */
async function cutReply({ proxies, missed }: Rig, text: string): Promise<void> {
  const before = proxies.database.cutReplies
  proxies.database.cutReplyTo(text)
  await waitUntil('a reply was cut', () => proxies.database.cutReplies > before, 10_000).catch(() =>
    missed.push('the reply'),
  )
}

/** Workers that cannot renew their leases are taken for dead, and what they have in flight may go out twice. */
async function partition(rig: Rig): Promise<void> {
  rig.damage.takenForDead += rig.workers.filter((worker) => worker.isAlive()).length
  rig.proxies.database.stall(true)
  await delay(leaseMs * 3)
  rig.proxies.database.stall(false)
  rig.proxies.database.cut()
}

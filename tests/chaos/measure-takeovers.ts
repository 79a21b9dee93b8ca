import { hostname } from 'node:os'
import path from 'node:path'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openRig, type Rig } from './rig.ts'
import { startSpare, type WorkerHandle } from './worker-handle.ts'
import type { World } from './world.ts'

/** How soon the mails of a killed worker go on, in milliseconds, with the leases of a real installation. */
export interface Takeovers {
  /** By another worker of the host. */
  readonly besideMs: number
  /** By a new process of the host, started when the other was dead. */
  readonly restartedMs: number
  /** By a worker of another host, which sees neither the process nor its journal. */
  readonly otherHostMs: number
  /** Recipients whom that one leaves alone until a mail server must have answered. */
  readonly inDoubt: number
}

/** Two chunks, which one worker holds at once. */
const recipients = 1_000

/** What the dead worker had handed to the network has come in by then. */
const lastWordsMs = 500

export async function measureTakeovers(world: World): Promise<Takeovers> {
  const beside = await measure(world, 'beside')
  const restarted = await measure(world, 'restarted')
  const other = await measure(world, 'other host')
  return { besideMs: beside.ms, restartedMs: restarted.ms, otherHostMs: other.ms, inDoubt: other.inDoubt }
}

type Heir = 'beside' | 'restarted' | 'other host'

async function measure(world: World, heir: Heir): Promise<{ ms: number; inDoubt: number }> {
  const rig = await openRig(world, recipients)
  try {
    await rig.sink.setMode({ kind: 'take', replyMs: 400 })
    const victim = startUsual(rig)
    await victim.ready
    await sendIssue(rig.app.freezing, rig.issueId, 'test')
    await waitUntil('the worker sends', () => takenTimes(rig).length >= 100)
    if (heir !== 'restarted') await startHeir(rig, heir).ready
    victim.signal('SIGKILL')
    const killedAt = Date.now()
    if (heir === 'restarted') startHeir(rig, heir)
    const next = (): number | undefined => takenTimes(rig).find((at) => at > killedAt + lastWordsMs)
    await waitUntil('somebody goes on', () => next() !== undefined, 150_000)
    await waitUntil('nobody waits any more', () => isAtRest(rig), 150_000)
    const { attempted } = await readStatus(rig.app.db, rig.issueId)
    return { ms: (next() ?? 0) - killedAt, inDoubt: attempted }
  } finally {
    await rig.close()
  }
}

/** Whether nobody is left to be mailed at once, and no mail is on its way. */
async function isAtRest({ app, issueId }: Rig): Promise<boolean> {
  const owned = await app.db.selectFrom('chunk').select('n').where('owner', 'is not', null).execute()
  return owned.length === 0 && (await readStatus(app.db, issueId)).pending === 0
}

function takenTimes({ sink }: Rig): number[] {
  return sink
    .records()
    .filter(({ phase }) => phase === 'taken')
    .map(({ at }) => at)
}

function startHeir(rig: Rig, heir: Heir): WorkerHandle {
  return heir === 'other host' ? startElsewhere(rig) : startUsual(rig)
}

function startUsual(rig: Rig): WorkerHandle {
  const worker = rig.world.spares.start({ env: rig.env, queuePrefix: rig.name, offsetMs: 0 })
  rig.workers.push(worker)
  return worker
}

/** Under another host name and with a folder of its own, a process is a stranger to those of this host. */
function startElsewhere(rig: Rig): WorkerHandle {
  const rename = `hostname ${hostname()}-2 && exec "$@"`
  const namespace = process.getuid?.() === 0 ? ['--uts'] : ['--uts', '--user', '--map-root-user']
  const launcher = ['unshare', ...namespace, 'sh', '-c', rename, 'sh', process.execPath] as const
  const spare = startSpare({ launcher })
  const env = { ...rig.env, DATA_DIR: path.join(rig.world.folder, `${rig.name}-elsewhere`) }
  const worker = spare.become({ env, queuePrefix: rig.name, offsetMs: 0 })
  rig.workers.push(worker)
  return worker
}

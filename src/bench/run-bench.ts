import { setTimeout as delay } from 'node:timers/promises'
import { ringChunks } from '../../workers/ring-chunks.ts'
import { openApp, type App } from '../app.ts'
import type { Environment } from '../config.ts'
import { findChunks } from '../delivery/find-chunks.ts'
import { readStatus } from '../delivery/read-status.ts'
import { writeSample } from '../delivery/write-sample.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { IssueStatus } from '../db/values.ts'
import { freezeBenchIssue } from './bench-issue.ts'
import { openBenchPeer, type BenchPeer } from './bench-peer.ts'
import { openBenchPlace } from './bench-settings.ts'
import { readIssueStatus } from './bench.repository.ts'
import { programFolders } from './find-program.ts'
import { measureNodemailer } from './measure-nodemailer.ts'
import { startBenchWorker, type BenchWorker } from './start-worker.ts'

export interface BenchNeeds {
  readonly env: Environment
  readonly logger: Logger
  readonly say: (line: string) => void
  readonly recipients: number
  readonly dkim: boolean
  readonly compare: boolean
  /** Aborted when the bench is to end early. */
  readonly stopping: AbortSignal
}

/** Rates are messages a second, ratios our rate divided by the other's. */
export interface BenchResult {
  readonly recipients: number
  readonly seconds: number
  readonly ratePerSecond: number
  readonly peer: BenchPeer['name']
  readonly peerRatePerSecond: number
  readonly ratio: number
  /** Of the worker process, as are the milliseconds of CPU. */
  readonly rssMiB: { readonly start: number; readonly peak: number; readonly end: number }
  readonly cpuMsPerMessage: number
  readonly messageBytes: number
  readonly dkim: boolean
  readonly compareRatePerSecond?: number
  readonly compareRatio?: number
}

const connections = 20

/** Enough for a rate of the peer. */
const mostMeasured = 20_000

/** Enough for a rate, as a plain loop takes its time. */
const mostCompared = 2000

/** Freezes an issue for generated people and mails it to a sink on this machine, beside the fastest source there is. */
export async function runBench(needs: BenchNeeds): Promise<BenchResult> {
  const closers: (() => Promise<void>)[] = []
  try {
    const peer = await openBenchPeer(programFolders(needs.env['PATH'] ?? ''), connections)
    closers.push(() => peer.close())
    const place = await openBenchPlace(needs.env, { smtpPort: peer.port, connections, dkim: needs.dkim })
    closers.push(() => place.close())
    const app = await openApp(place.config, { logger: needs.logger, migrate: true })
    closers.push(() => app.close())
    const worker = await startBenchWorker(place.env)
    closers.push(() => worker.close())
    return await measure(needs, app, { peer, worker })
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

interface Parts {
  readonly peer: BenchPeer
  readonly worker: BenchWorker
}

async function measure(needs: BenchNeeds, app: App, { peer, worker }: Parts): Promise<BenchResult> {
  const { recipients, say } = needs
  const issueId = await freezeBenchIssue(app, recipients)
  const sample = await writeSample(app.delivering, issueId, { email: 'reader@bench.example', isTest: false })
  const bytes = sample.message.reduce((sum, piece) => sum + piece.length, 0)
  say(`${recipients} people, a message of ${bytes} bytes, ${connections} connections, against ${peer.name}`)
  // The machine is not the same from minute to minute, so the peer runs on both sides of us.
  const measured = Math.min(Math.ceil(recipients / 2), mostMeasured)
  const before = await peer.measure(measured, bytes)
  const sending = await sendAll(needs, app, { issueId, worker })
  const after = await peer.measure(measured, bytes)
  const rate = recipients / sending.seconds
  const peerRate = 2 / (1 / before + 1 / after)
  const messages = Math.min(recipients, mostCompared)
  const letter = { from: 'weekly@bench.example', subject: 'Bench', html: sample.html, text: sample.text }
  const load = { port: peer.port, connections, messages, dkim: app.config.dkim }
  const compared = needs.compare ? await measureNodemailer(letter, load) : undefined
  return {
    recipients,
    seconds: rounded(sending.seconds, 2),
    ratePerSecond: rounded(rate, 1),
    peer: peer.name,
    peerRatePerSecond: rounded(peerRate, 1),
    ratio: rounded(rate / peerRate, 3),
    rssMiB: sending.rssMiB,
    cpuMsPerMessage: rounded(sending.cpuMs / recipients, 3),
    messageBytes: bytes,
    dkim: needs.dkim,
    ...(compared !== undefined && {
      compareRatePerSecond: rounded(compared, 1),
      compareRatio: rounded(rate / compared, 2),
    }),
  }
}

interface Sending {
  readonly seconds: number
  readonly cpuMs: number
  readonly rssMiB: BenchResult['rssMiB']
}

interface Task {
  readonly issueId: number
  readonly worker: BenchWorker
}

/** From the first bell until the books are closed; worker, queue and ledger are as they always are. */
async function sendAll(needs: BenchNeeds, app: App, { issueId, worker }: Task): Promise<Sending> {
  const before = worker.usages.at(-1)
  const started = performance.now()
  await ringChunks(app, await findChunks(app))
  while (!isOver(await readIssueStatus(app.db, issueId), needs, worker)) await delay(100)
  const seconds = (performance.now() - started) / 1000
  const { accepted } = await readStatus(app.db, issueId)
  if (accepted !== needs.recipients)
    throw new AppError('internal', `Only ${accepted} of ${needs.recipients} were accepted.`)
  const count = worker.usages.length
  while (worker.usages.length === count && worker.isAlive()) await delay(20)
  const after = worker.usages.at(-1)
  const start = rounded(before?.rssMiB ?? 0, 1)
  const peak = rounded(Math.max(...worker.usages.map(({ rssMiB }) => rssMiB)), 1)
  return {
    seconds,
    cpuMs: (after?.cpuMs ?? 0) - (before?.cpuMs ?? 0),
    rssMiB: { start, peak, end: rounded(after?.rssMiB ?? 0, 1) },
  }
}

/** Only the status: to read the books all the time would be a load of its own. */
function isOver(status: IssueStatus, { stopping }: BenchNeeds, worker: BenchWorker): boolean {
  if (stopping.aborted) throw new AppError('refused', 'The bench was stopped before its end.')
  if (!worker.isAlive()) throw new AppError('internal', 'The worker of the bench ended before its work.')
  return status === 'done'
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

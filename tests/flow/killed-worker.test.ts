import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { readStatus } from '../../src/delivery/read-status.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { openFrozenIssue } from '../support/frozen-issue.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import type { Stage } from '../support/stage.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const audience = 2_000
/** What a worker was told it keeps in its journal at once: only mails on their way to the server are in doubt. */
const mostInFlight = 20

function startWorker(stage: Stage, sink: SmtpSink): ChildProcess {
  const script = path.resolve('tests/support/worker-process.ts')
  const env = { PATH: process.env['PATH'], ...stage.env, SMTP_URL: sink.url, LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, [script, stage.queuePrefix], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closers.push(async () => stop(child, 'SIGKILL'))
  return child
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

const isDone = (stage: Stage, issueId: number) => async () =>
  (await readStatus(stage.app.db, issueId)).status === 'done'

describeEachBackend('a worker killed with -9 in the middle of a send, on %s', (backend) => {
  test('loses nobody and doubles no more than it had in flight', async () => {
    const { stage, issueId } = await openFrozenIssue(audience, { backend })
    closers.push(() => stage.close())
    const sink = await openSmtpSink()
    closers.push(() => sink.close())
    const kills = [300, 900, 1_500]
    for (const after of kills) {
      const worker = startWorker(stage, sink)
      await waitUntil(`${after} mails went out`, () => sink.mails.length >= after, 120_000)
      await stop(worker, 'SIGKILL')
    }
    const last = startWorker(stage, sink)
    await waitUntil('the issue is done', isDone(stage, issueId), 120_000)
    await stop(last, 'SIGTERM')

    const copies = Map.groupBy(sink.mails, (mail) => mail.to)
    expect(copies.size).toBe(audience)
    const doubled = sink.mails.length - audience
    expect(doubled).toBeLessThanOrEqual(kills.length * mostInFlight)
    const books = await readStatus(stage.app.db, issueId)
    expect(books).toMatchObject({
      audience,
      accepted: audience,
      pending: 0,
      attempted: 0,
      deferred: 0,
      unknown: 0,
    })
    for (const mails of copies.values()) expect(new Set(mails.map((mail) => mail.source)).size).toBe(1)
    expect(new Set(sink.mails.map((mail) => mail.messageId)).size).toBe(audience)
  }, 400_000)

  test('a worker that is asked to stop leaves no doubt: nobody is mailed twice', async () => {
    const { stage, issueId } = await openFrozenIssue(audience, { backend })
    closers.push(() => stage.close())
    const sink = await openSmtpSink()
    closers.push(() => sink.close())
    for (const after of [300, 900]) {
      const worker = startWorker(stage, sink)
      await waitUntil(`${after} mails went out`, () => sink.mails.length >= after, 120_000)
      await stop(worker, 'SIGTERM')
      expect((await readStatus(stage.app.db, issueId)).attempted).toBe(0)
    }
    const last = startWorker(stage, sink)
    await waitUntil('the issue is done', isDone(stage, issueId), 120_000)
    await stop(last, 'SIGTERM')
    expect(sink.mails).toHaveLength(audience)
    expect(new Set(sink.mails.map((mail) => mail.to)).size).toBe(audience)
  }, 400_000)
})

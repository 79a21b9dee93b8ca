import { afterEach } from '@jest/globals'
import { deliverChunk } from '../../src/delivery/deliver-chunk.ts'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { openFrozenIssue, type FrozenStage } from '../support/frozen-issue.ts'
import { openSmtpSink, type SinkOptions, type SmtpSink } from '../support/smtp-sink.ts'
import type { TestAppOptions } from '../support/test-app.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A frozen issue, a mail server for it, and hands to move them. */
export interface Send extends FrozenStage {
  readonly sink: SmtpSink
  deliver(): Promise<number>
  deliverAll(): Promise<number>
  books(): ReturnType<typeof readStatus>
  later(minutes: number): void
}

export interface SendOptions extends SinkOptions, TestAppOptions {
  readonly smtpUrl?: string
}

/** Opens a send that the test file closes after each test. */
export async function openSend(audience: number, options: SendOptions = {}): Promise<Send> {
  const { smtpUrl, refuse, beforeReply, env, ...app } = options
  const sink = await openSmtpSink({ ...(refuse && { refuse }), ...(beforeReply && { beforeReply }) })
  closers.push(() => sink.close())
  const frozen = await openFrozenIssue(audience, {
    ...app,
    env: { ...env, SMTP_URL: smtpUrl ?? sink.url },
  })
  closers.push(() => frozen.stage.close())
  const { stage, issueId } = frozen
  return {
    ...frozen,
    sink,
    deliver: () => deliverChunk(stage.app.delivering, { issueId, n: 1 }),
    deliverAll: () => deliverWaiting(stage.app.delivering, { issueId }),
    books: () => readStatus(stage.app.db, issueId),
    later: (minutes) => stage.setNow(new Date(stage.now().getTime() + minutes * 60_000)),
  }
}

/** Another issue to the same people, frozen and due. */
export async function addSecondIssue({ stage }: Send): Promise<number> {
  const { app } = stage
  await app.db.deleteFrom('carried_article').execute()
  const intake = { window: { start: new Date(0), end: stage.now() }, lastFrozenAt: null }
  const newsletter = await getNewsletter(app.db)
  const issue = await buildIssue(app.db, { newsletter, slotKey: 'manual-second', intake })
  return (await sendIssue(app.freezing, issue.id, 'test')).id
}

import { afterEach } from '@jest/globals'
import { deliverChunk } from '../../src/delivery/deliver-chunk.ts'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
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

import { afterEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '../../src/access/audit.repository.ts'
import { deliverChunk } from '../../src/delivery/deliver-chunk.ts'
import { findChunks } from '../../src/delivery/find-chunks.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { openFrozenIssue } from '../support/frozen-issue.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { openStage } from '../support/stage.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function openSend(audience: number) {
  const sink = await openSmtpSink()
  closers.push(() => sink.close())
  const frozen = await openFrozenIssue(audience, { env: { SMTP_URL: sink.url } })
  closers.push(() => frozen.stage.close())
  return { ...frozen, sink, app: frozen.stage.app }
}

describe('sending an issue by hand', () => {
  test('a hundred times at once freezes it once and mails nobody twice', async () => {
    const { app, issueId, sink } = await openSend(30)
    const clicks = await Promise.all(
      Array.from({ length: 100 }, () => sendIssue(app.freezing, issueId, 'test')),
    )
    expect(new Set(clicks.map((issue) => issue.number))).toEqual(new Set([1]))
    expect(await listAudit(app.db, `issue ${issueId}`)).toMatchObject([
      { actor: 'test', action: 'issue.send', detail: { from: 'draft', to: 'frozen', audience: 30 } },
    ])
    const chunks = await findChunks(app)
    await Promise.all([...chunks, ...chunks, ...chunks].map((chunk) => deliverChunk(app.delivering, chunk)))
    await sendIssue(app.freezing, issueId, 'test')
    expect(await findChunks(app)).toHaveLength(0)
    expect(sink.mails).toHaveLength(30)
    expect(await readStatus(app.db, issueId)).toMatchObject({ status: 'done', audience: 30, accepted: 30 })
  })

  test('lets an issue that waits for its hour go out now', async () => {
    const { app, stage } = await openSend(3)
    const newsletter = await getNewsletter(app.db)
    await app.db.deleteFrom('carried_article').execute()
    const window = { start: new Date(0), end: stage.now() }
    const issue = await buildIssue(app.db, {
      newsletter,
      slotKey: 'manual-later',
      intake: { window, lastFrozenAt: null },
    })
    const tomorrow = new Date(stage.now().getTime() + 86_400_000)
    await freezeIssue(app.freezing, issue.id, tomorrow)
    expect((await findChunks(app)).filter((chunk) => chunk.issueId === issue.id)).toHaveLength(0)
    await sendIssue(app.freezing, issue.id, 'test')
    expect((await findChunks(app)).filter((chunk) => chunk.issueId === issue.id)).toHaveLength(1)
    await sendIssue(app.freezing, issue.id, 'test')
    expect(await listAudit(app.db, `issue ${issue.id}`)).toMatchObject([
      { action: 'issue.send', detail: { from: 'frozen', to: 'frozen', chunksBroughtForward: 1 } },
    ])
  })

  test('of a week without articles is refused with the reason, which the issue keeps', async () => {
    const stage = await openStage(new Date())
    closers.push(() => stage.close())
    const newsletter = await getNewsletter(stage.app.db)
    const window = { start: new Date(0), end: stage.now() }
    const plan = { newsletter, slotKey: 'manual-empty', intake: { window, lastFrozenAt: null } }
    const issue = await buildIssue(stage.app.db, plan)
    await expect(sendIssue(stage.app.freezing, issue.id, 'test')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('No articles this week'),
    })
    expect(await readStatus(stage.app.db, issue.id)).toMatchObject({ status: 'skipped', audience: 0 })
    expect(await listAudit(stage.app.db, `issue ${issue.id}`)).toMatchObject([
      { action: 'issue.send', detail: { from: 'draft', to: 'skipped' } },
    ])
  })
})

import { describe, expect, test } from '@jest/globals'
import { listAudit } from '../../src/access/audit.repository.ts'
import { controlIssue } from '../../src/delivery/control-issue.ts'
import { retryIssue } from '../../src/delivery/retry-issue.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { openSend } from './open-send.ts'

describe('an issue that is paused', () => {
  test('stops within a batch, says how it goes on, and goes on without a double', async () => {
    const paused: Promise<unknown>[] = []
    const send = await openSend(300, {
      beforeReply: async () => {
        if (paused.length === 0)
          paused.push(controlIssue(send.stage.app, { issueId: send.issueId, control: 'pause', by: 'test' }))
        await Promise.all(paused)
      },
    })
    const { app } = send.stage
    await send.deliverAll()
    const books = await send.books()
    expect(books).toMatchObject({ status: 'held', attempted: 0 })
    expect(books.reason).toContain(`recap issue resume ${send.issueId}`)
    expect(books.accepted).toBeLessThanOrEqual(45)
    expect(await controlIssue(app, { issueId: send.issueId, control: 'pause', by: 'test' })).toMatchObject({
      status: 'held',
    })
    await controlIssue(app, { issueId: send.issueId, control: 'resume', by: 'test' })
    await send.deliverAll()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 300, reason: null })
    expect(send.sink.mails).toHaveLength(300)
  })

  test('is released by a send as well', async () => {
    const send = await openSend(3)
    await controlIssue(send.stage.app, { issueId: send.issueId, control: 'pause', by: 'test' })
    expect(await send.deliverAll()).toBe(0)
    expect(await sendIssue(send.stage.app.freezing, send.issueId, 'test')).toMatchObject({
      status: 'sending',
    })
    await send.deliverAll()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 3 })
  })
})

describe('an issue that is cancelled', () => {
  test('passes over everyone who has not had it, and stays cancelled', async () => {
    const send = await openSend(600)
    const { app } = send.stage
    await send.deliver()
    await controlIssue(app, { issueId: send.issueId, control: 'cancel', by: 'test' })
    await send.deliverAll()
    expect(await send.books()).toMatchObject({ status: 'cancelled', accepted: 500, skipped: 100, pending: 0 })
    const row = app.db.selectFrom('delivery').select('phase').where('state', '=', 'skipped')
    expect(await row.executeTakeFirst()).toEqual({ phase: 'cancelled' })
    expect(await send.deliverAll()).toBe(0)
    for (const action of ['pause', 'resume'] as const)
      await expect(
        controlIssue(app, { issueId: send.issueId, control: action, by: 'test' }),
      ).rejects.toMatchObject({ code: 'refused' })
    await expect(sendIssue(app.freezing, send.issueId, 'test')).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('the failed of an issue', () => {
  test('are tried again, those of one state or all, and nobody else', async () => {
    let isGone = true
    const send = await openSend(20, {
      refuse: (to) => (isGone && /reader[12]@/.test(to) ? '550 5.1.1 no such user' : undefined),
    })
    const { app } = send.stage
    await send.deliverAll()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 18, rejected: 2 })
    const refused = retryIssue(app, { issueId: send.issueId, states: ['expired', 'unknown'], by: 'test' })
    await expect(refused).rejects.toMatchObject({ code: 'refused' })
    isGone = false
    expect(await retryIssue(app, { issueId: send.issueId, states: ['rejected'], by: 'test' })).toBe(2)
    expect(await listAudit(app.db, `issue ${send.issueId}`)).toMatchObject([
      { action: 'issue.send' },
      { actor: 'test', action: 'issue.retry', detail: { states: ['rejected'], recipients: 2 } },
    ])
    expect(await send.books()).toMatchObject({ status: 'sending', pending: 2, accepted: 18 })
    await send.deliverAll()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 20, rejected: 0 })
    expect(send.sink.mails).toHaveLength(20)
  })
})

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { linesOf, openDesk, prepareIssue, type Desk } from './desk.ts'

let desk: Desk
let id: string

beforeEach(async () => {
  desk = await openDesk()
  id = await prepareIssue(desk, ['a@readers.example', 'b@readers.example'])
})

afterEach(() => desk.close())

const issue = (...args: string[]) => desk.recap(['issue', ...args, '--json'])

test('an issue is paused, resumed and cancelled, and tells its books each time', async () => {
  expect(await issue('pause', id)).toMatchObject({ code: 5, stderr: expect.stringContaining('it is draft') })
  await issue('send', id, '--yes')
  const [paused] = linesOf(await issue('pause', id))
  expect(paused).toMatchObject({ status: 'held', pending: 2, reason: expect.stringContaining('resume') })
  expect(linesOf(await issue('resume', id))[0]).toMatchObject({ status: 'sending', reason: null })
  expect(linesOf(await issue('cancel', id))[0]).toMatchObject({ status: 'cancelled', skipped: 2, pending: 0 })
  expect(await issue('send', id, '--yes')).toMatchObject({ code: 5 })
  expect(desk.inbox()).toHaveLength(0)
}, 300_000)

test('a retry with nobody to try is refused, and so is a state that cannot be tried', async () => {
  await issue('send', id, '--yes', '--wait')
  expect(desk.inbox()).toHaveLength(2)
  expect(await issue('retry', id)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('nobody to try'),
  })
  expect(await issue('retry', id, '--only', 'accepted')).toMatchObject({ code: 2 })
}, 300_000)

test('what operators did to an issue is shown with it: who, what, when', async () => {
  await issue('send', id, '--yes')
  for (const act of ['pause', 'pause', 'resume', 'cancel']) await issue(act, id)
  const [shown] = linesOf(await issue('show', id))
  expect(shown?.['acts']).toMatchObject([
    { action: 'issue.build', detail: { from: 'draft', to: 'draft', items: 3 } },
    { action: 'issue.send', detail: { from: 'draft', to: 'frozen', audience: 2 } },
    { action: 'issue.pause', detail: { from: 'frozen', to: 'held' } },
    { action: 'issue.resume', detail: { from: 'held', to: 'sending' } },
    {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      actor: expect.stringMatching(/^operator/),
      action: 'issue.cancel',
      detail: { from: 'sending', to: 'cancelled' },
    },
  ])
  expect((await desk.recap(['issue', 'show', id])).stdout).toContain('issue.cancel')
}, 300_000)

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { checkIssue } from '../../src/digest/check-issue.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { findIssue, type IssueRow } from '../../src/digest/issues.repository.ts'
import { planManualIssue } from '../../src/digest/plan-manual-issue.ts'
import { prepareIssue } from '../../src/digest/prepare-issue.ts'
import { promiseSlots } from '../../src/digest/promise-slots.ts'
import { addPeople } from '../support/bulk-people.ts'
import { addArticle } from '../support/builders.ts'
import { buildWeek, openDesk, weekOf, type Desk } from '../support/desk.ts'

const { dueAt } = weekOf('2026-W47')
let desk: Desk

beforeEach(async () => {
  desk = await openDesk('2026-11-20T12:00:00Z')
  await addPeople(desk.db, desk.newsletterId, 2)
})

afterEach(() => desk.close())

/** A link without https is a fault for a newsletter that is out on the web. */
async function addFaulty() {
  const at = new Date('2026-11-18T10:00:00Z')
  return addArticle(desk.db, desk.newsletterId, { key: 'plain', at, url: 'http://sample.example/plain' })
}

async function mend() {
  await desk.db.updateTable('article').set({ url: 'https://sample.example/plain' }).execute()
}

const reason = expect.stringContaining('links/addresses: "http://sample.example/plain" is not https')

async function expectUntouched(issue: IssueRow) {
  expect(issue).toMatchObject({
    status: 'held',
    reason,
    number: null,
    html: null,
    frozen_at: null,
    audience: null,
  })
  expect(await desk.db.selectFrom('carried_article').selectAll().execute()).toEqual([])
  expect(await desk.db.selectFrom('delivery').selectAll().execute()).toEqual([])
}

describe('a letter that fails its checks', () => {
  test('is held at the freeze, with the first faults and what to do, and uses up nothing', async () => {
    await addFaulty()
    const draft = await buildWeek(desk, '2026-W47')
    const held = await freezeIssue(desk.needs, draft.id, dueAt)
    await expectUntouched(held)
    expect(held.reason).toContain(`recap issue check ${draft.id}`)
    expect(await freezeIssue(desk.needs, draft.id, dueAt)).toEqual(held)
  })

  test('is frozen once it is mended and built anew', async () => {
    await addFaulty()
    const held = await freezeIssue(desk.needs, (await buildWeek(desk, '2026-W47')).id, dueAt)
    await mend()
    expect(await buildWeek(desk, '2026-W47')).toEqual(held)
    const plan = planManualIssue(await desk.newsletter(), { week: '2026-W47' }, desk.needs.now())
    const built = await buildIssue(desk.db, plan)
    expect(await freezeIssue(desk.needs, built.id, dueAt)).toMatchObject({
      status: 'frozen',
      number: 1,
      reason: null,
    })
  })

  test('is refused when it is sent by hand, again and again, and goes out despite the checks', async () => {
    await addFaulty()
    const draft = await buildWeek(desk, '2026-W47')
    for (const _ of [1, 2])
      await expect(sendIssue(desk.needs, draft.id, 'test')).rejects.toMatchObject({
        code: 'refused',
        message: reason,
      })
    await expectUntouched((await findIssue(desk.db, draft.id))!)
    const sent = await sendIssue({ ...desk.needs, despiteChecks: true }, draft.id, 'test')
    expect(sent).toMatchObject({ status: 'frozen', number: 1, audience: 2, reason: null })
    expect(sent.html).toContain('http://sample.example/plain')
  })

  test('is held by the weekly job, which changes nothing when it runs twice', async () => {
    await addFaulty()
    await promiseSlots(desk.needs)
    desk.setNow(dueAt)
    const slot = { newsletterId: desk.newsletterId, slotKey: '2026-W47' }
    const held = await prepareIssue(desk.needs, slot)
    await expectUntouched(held!)
    expect(await prepareIssue(desk.needs, slot)).toBeUndefined()
    expect(await findIssue(desk.db, held!.id)).toEqual(held)
  })

  test('is judged as a draft, and by its stored bytes once it is frozen', async () => {
    await addFaulty()
    const draft = await buildWeek(desk, '2026-W47')
    const levels = async () =>
      (await checkIssue(desk.needs, draft.id)).findings.filter(({ level }) => level === 'fail')
    expect(await levels()).toEqual([expect.objectContaining({ check: 'links/addresses' })])
    await sendIssue({ ...desk.needs, despiteChecks: true }, draft.id, 'test')
    await desk.db.deleteFrom('issue_item').execute()
    expect(await levels()).toEqual([expect.objectContaining({ check: 'links/addresses' })])
  })
})

test('a letter without faults is frozen', async () => {
  await addArticle(desk.db, desk.newsletterId, { key: 'good', at: new Date('2026-11-18T10:00:00Z') })
  const draft = await buildWeek(desk, '2026-W47')
  expect(await freezeIssue(desk.needs, draft.id, dueAt)).toMatchObject({ status: 'frozen', number: 1 })
})

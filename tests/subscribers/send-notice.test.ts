import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { confirm } from '../../src/subscribers/confirm.ts'
import { listWaitingNotices, type NoticeId } from '../../src/subscribers/notices.repository.ts'
import { savePreferences } from '../../src/subscribers/preferences.ts'
import { sendNotice } from '../../src/subscribers/send-notice.ts'
import { insertSignups } from '../../src/subscribers/signups.repository.ts'
import { subscribe } from '../../src/subscribers/subscribe.ts'
import { suppressAddress } from '../../src/subscribers/suppress-address.ts'
import { signToken } from '../../src/subscribers/token.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { openStage, subscribe as addReader, type Stage } from '../support/stage.ts'
import { waitUntil } from '../support/wait-until.ts'

const start = new Date('2026-11-02T08:00:00Z')
const ip = '192.0.2.1'

let stage: Stage
let sink: SmtpSink
let refusal: string | undefined
let people = 0

beforeAll(async () => {
  sink = await openSmtpSink({ refuse: () => refusal })
  stage = await openStage(start, { env: { SMTP_URL: sink.url } })
})
afterAll(async () => {
  await stage.close()
  await sink.close()
})
beforeEach(() => {
  stage.setNow(start)
  refusal = undefined
})

const needs = () => ({ db: stage.app.db, keys: stage.app.config.keys, now: stage.now })
const newAddress = () => `notice-${(people += 1)}@readers.example`
const send = (id: NoticeId) => sendNotice(stage.app.noticing, id)
const countTo = (email: string) => sink.mails.filter(({ to }) => to === email).length

async function enter(email: string): Promise<void> {
  const { newsletterId } = stage
  const consent = { consentText: 'weekly mail', consentSource: 'form' }
  await insertSignups(stage.app.db, [
    { newsletterId, email, name: null, locale: 'en', ...consent, ip, at: stage.now() },
  ])
}

async function signUp(email: string): Promise<readonly NoticeId[]> {
  await enter(email)
  return subscribe(needs(), stage.newsletterId)
}

async function signUpAndConfirm(email: string): Promise<readonly NoticeId[]> {
  const [asked] = await signUp(email)
  const subject = { subscriberId: asked!.subscriberId, newsletterId: stage.newsletterId }
  const token = signToken(needs().keys, 'confirm', { ...subject, issuedAt: stage.now() })
  return (await confirm(needs(), token, ip)).notices
}

async function changePreferences(email: string): Promise<readonly NoticeId[]> {
  await addReader(stage, email)
  const { id: subscriberId } = await stage.app.db
    .selectFrom('subscriber')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const token = signToken(needs().keys, 'preferences', { subscriberId, newsletterId: stage.newsletterId })
  const choices = { topics: [], frequency: 'monthly', locale: 'de', sendHour: null, timeZone: null } as const
  return (await savePreferences(needs(), token, choices)) ?? []
}

/** What readers do to be sent each kind of notice. */
const acts = { confirm: signUp, welcome: signUpAndConfirm, preferences: changePreferences }
const kinds = ['confirm', 'welcome', 'preferences'] as const

describe('the job of a notice', () => {
  test.each(kinds)('mails the %s notice once, be it run again later or at the same time', async (kind) => {
    const email = newAddress()
    const asked = await acts[kind](email)
    expect(asked).toMatchObject([{ kind }])
    const [id] = asked
    const went = await Promise.all([send(id!), send(id!)])
    expect(went.toSorted()).toEqual([false, true])
    expect(await send(id!)).toBe(false)
    expect(countTo(email)).toBe(1)
  })

  test.each(kinds)('mails no %s notice to who was suppressed after it was asked for', async (kind) => {
    const email = newAddress()
    const [id] = await acts[kind](email)
    const { newsletterId } = stage
    await suppressAddress(needs(), { newsletterId, email, reason: 'operator', source: 'test' })
    expect([await send(id!), await send(id!)]).toEqual([false, false])
    expect(countTo(email)).toBe(0)
  })

  test('mails no confirmation to who has confirmed or bounced meanwhile', async () => {
    const [confirmed, bounced] = [newAddress(), newAddress()]
    const [welcome] = await signUpAndConfirm(confirmed)
    const [asked] = await signUp(bounced)
    const { db } = stage.app
    await db.updateTable('subscriber').set({ status: 'bounced' }).where('email', '=', bounced).execute()
    expect(await send({ ...welcome!, kind: 'confirm' })).toBe(false)
    expect(await send(asked!)).toBe(false)
    expect(countTo(confirmed) + countTo(bounced)).toBe(0)
  })

  test('that the mail server puts off fails, and mails when it is run again', async () => {
    const email = newAddress()
    const [id] = await signUp(email)
    refusal = '451 4.3.0 come back later'
    await expect(send(id!)).rejects.toMatchObject({ code: 'retry_later' })
    refusal = undefined
    expect(await send(id!)).toBe(true)
    expect(countTo(email)).toBe(1)
  })
})

describe('the confirmation', () => {
  const hours = (count: number) => new Date(start.getTime() + count * 3_600_000)

  test('goes to an address once in 24 hours, however often it is entered and whatever else it asks', async () => {
    const email = newAddress()
    for (const hour of [0, 1, 12, 23.99]) {
      stage.setNow(hours(hour))
      for (const id of await signUp(email.toUpperCase().replace(/@.*/, '@Readers.Example'))) await send(id)
      for (const id of await signUp(email)) await send(id)
    }
    expect(sink.mails.filter(({ to }) => to.toLowerCase() === email)).toHaveLength(1)
    stage.setNow(hours(24))
    for (const id of await signUp(email)) await send(id)
    const mails = sink.mails.filter(({ to }) => to.toLowerCase() === email)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2)
    expect(mails).toHaveLength(2)
  })

  test('is not even asked for by who is suppressed or subscribed', async () => {
    const { newsletterId } = stage
    const [suppressed, subscribed] = [newAddress(), newAddress()]
    await suppressAddress(needs(), { newsletterId, email: suppressed, reason: 'operator', source: 'test' })
    await addReader(stage, subscribed)
    expect([await signUp(suppressed), await signUp(subscribed)]).toEqual([[], []])
  })
})

test('the reconciler rings for what was asked for and not sent, and for what died in the hands of its sender', async () => {
  const [entered, asked, claimed] = [newAddress(), newAddress(), newAddress()]
  await signUp(asked)
  const [held] = await signUp(claimed)
  const anHourAgo = new Date(Date.now() - 3_600_000)
  const { db } = stage.app
  const notice = db.updateTable('notice').where('subscriber_id', '=', held!.subscriberId)
  await notice.set({ claimed_at: anHourAgo }).execute()
  await enter(entered)
  const workers = await startWorkers(stage.app, ['notices'])
  try {
    await reconcile(stage.app)
    const all = [entered, asked, claimed]
    await waitUntil('all three are mailed', () => all.every((email) => countTo(email) > 0))
    const isOver = async () => (await listWaitingNotices(db, stage.now())).length === 0
    await waitUntil('nothing waits any more', isOver)
    expect(all.map(countTo)).toEqual([1, 1, 1])
  } finally {
    await workers.close()
  }
})

import { afterEach, expect, test } from '@jest/globals'
import type { ParsedMail } from 'mailparser'
import { addSource } from '../../src/articles/add-source.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { openReadersSite, postForm, type ReadersSite } from '../support/open-site.ts'
import { addressOf, findIssueLine, publish, readMails } from '../support/stage.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const reader = 'Ada.Lovelace@readers.example'
const monday = new Date('2026-11-23T04:00:00Z')

/** The path of the first link of a mail that leads to a door. */
function doorIn(mail: ParsedMail, door: string): string {
  const link = new RegExp(`/${door}/[\\w.-]+`).exec(mail.text ?? '')?.[0]
  if (link === undefined) throw new Error(`no ${door} link in ${mail.subject}`)
  return link
}

async function mailNumber(site: ReadersSite, count: number): Promise<ParsedMail> {
  await waitUntil(`${count} mails came`, async () => (await readMails(site.app)).length >= count)
  const mails = await readMails(site.app)
  expect(mails).toHaveLength(count)
  expect(addressOf(mails[count - 1]!)).toBe(reader)
  return mails[count - 1]!
}

async function sendWeek(site: ReadersSite, week: string, at: string): Promise<void> {
  const day = at.slice(0, 10)
  publish(site.site, [
    {
      slug: week,
      title: `News of ${week}`,
      publishedAt: new Date(Date.parse(`${day}T00:00:00Z`) - 3 * 86_400_000),
    },
  ])
  site.setNow(new Date(`${day}T04:00:00Z`))
  await reconcile(site.app)
  await waitUntil(`the page of ${week} is read`, async () => {
    const row = await site.app.db
      .selectFrom('article')
      .select('status')
      .where('title', '=', `News of ${week}`)
      .executeTakeFirst()
    return row?.status === 'ready'
  })
  site.setNow(new Date(at))
  await reconcile(site.app)
  await waitUntil(`the issue of ${week} is over`, async () => {
    const status = (await findIssueLine(site.app, week))?.status
    return status === 'done' || status === 'skipped'
  })
}

describeEachBackend('the life of a reader on %s', (backend) => {
  test('from sign-up to erasure, with real mail', async () => {
    const site = await openReadersSite(monday, { backend })
    closers.push(() => site.close())
    const workers = await startWorkers(site.app, ['collect', 'issue', 'deliver', 'notices', 'schedule'])
    closers.push(() => workers.close())
    await addSource(site.app, site.newsletterId, `${site.site.url}/feed.xml`).catch(() => undefined)
    const post = async (path: string, fields: Record<string, string> = {}) =>
      postForm(site.webUrl + path, fields)

    expect((await post('/subscribe', { email: reader })).status).toBe(202)
    const confirmation = await mailNumber(site, 1)
    const confirmPath = doorIn(confirmation, 'confirm')
    expect(await (await fetch(site.webUrl + confirmPath)).text()).toContain('<button')
    expect((await post(confirmPath)).status).toBe(200)
    const welcome = await mailNumber(site, 2)
    expect(welcome.subject).toContain('Sample Weekly')

    publish(site.site, [{ slug: 'x', title: 'X', publishedAt: new Date('2026-11-20T00:00:00Z') }])
    await addSource(site.app, site.newsletterId, `${site.site.url}/feed.xml`)
    await sendWeek(site, '2026-W47', '2026-11-23T06:00:01Z')
    const digest = await mailNumber(site, 3)
    expect(digest.text).toContain('News of 2026-W47')

    const preferences = doorIn(digest, 'preferences')
    const saved = await post(preferences, {
      frequency: 'weekly',
      language: 'de',
      hour: '',
      zone: 'Europe/Rome',
    })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${preferences}?saved`])
    const told = await mailNumber(site, 4)
    expect(told.subject).toContain('Einstellungen')
    expect((await post(`${preferences}/pause`, { length: 'date', date: '2026-12-05' })).status).toBe(303)
    await sendWeek(site, '2026-W48', '2026-11-30T06:00:01Z')
    expect(await readMails(site.app)).toHaveLength(4)

    // The pause is over by itself.
    await sendWeek(site, '2026-W49', '2026-12-07T06:00:02Z')
    const next = await mailNumber(site, 5)
    const unsubscribe = doorIn(next, 'unsubscribe')
    const choices = await (await fetch(site.webUrl + preferences)).text()
    expect(choices).toContain(`href="${unsubscribe}"`)
    expect((await post(unsubscribe, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
    expect(
      (await post(`${unsubscribe}/reason`, { reason: 'too-often', words: 'mail every week' })).status,
    ).toBe(200)
    await sendWeek(site, '2026-W50', '2026-12-14T06:00:01Z')
    expect(await readMails(site.app)).toHaveLength(5)
    expect((await post(`${unsubscribe}/undo`)).status).toBe(200)
    await sendWeek(site, '2026-W51', '2026-12-21T06:00:01Z')
    await mailNumber(site, 6)

    const data = await (await fetch(`${site.webUrl}${preferences}/data`)).json()
    expect(data).toMatchObject({ address: reader, locale: 'de', timeZone: 'Europe/Rome' })
    expect(data.history.map((step: { what: string }) => step.what)).toEqual([
      'requested',
      'confirmed',
      'changed',
      'paused',
      'unsubscribed',
      'resubscribed',
    ])
    expect((await post(`${preferences}/erase`)).status).toBe(200)
    expect((await fetch(site.webUrl + preferences)).status).toBe(404)
    expect(await site.app.db.selectFrom('subscriber').select('id').execute()).toEqual([])
    expect(await site.app.db.selectFrom('suppression').select('reason').execute()).toEqual([])
  }, 300_000)
})

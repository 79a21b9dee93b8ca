import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { exportSubscribers } from '../../src/subscribers/export-subscribers.ts'
import { getSubscriber } from '../../src/subscribers/get-subscriber.ts'
import { addressHmac } from '../../src/subscribers/address-hmac.ts'
import { parseAddress } from '../../src/subscribers/address.ts'
import { listSubscriberEvents } from '../../src/subscribers/subscriber-events.repository.ts'
import { unsubscribeAddress } from '../../src/subscribers/unsubscribe-address.ts'
import { keys } from './open-readers.ts'
import { openImporter, type Importer } from './open-importer.ts'

let desk: Importer

beforeEach(async () => {
  desk = await openImporter()
})
afterEach(() => desk.close())

const head = 'email,name,consent,status,locale,time_zone,topics,confirmed_at'
const row = async (email: string) => {
  const all = await desk.rows()
  return all.find((one) => one.email === email)
}

describe('an import', () => {
  test('adds people with all that the file tells of them', async () => {
    const line = 'Ann@Example.com,Ann,web form,,de_at,Europe/Vienna,ports;ferries,2026-05-01'
    expect(await desk.import(`${head}\n${line}\n`)).toMatchObject({ added: 1, refused: 0, ignored: [] })
    expect(await row('Ann@example.com')).toMatchObject({
      name: 'Ann',
      locale: 'de-AT',
      time_zone: 'Europe/Vienna',
      status: 'active',
      topics: ['ports', 'ferries'],
      consent_text: 'web form',
      consent_source: 'import',
      consent_at: new Date('2026-05-01T00:00:00Z'),
      confirmed_at: new Date('2026-05-01T00:00:00Z'),
    })
    const { subscriberId } = await getSubscriber(desk.db, desk.newsletterId, 'ann@example.com')
    const events = await listSubscriberEvents(desk.db, { subscriberId, newsletterId: desk.newsletterId })
    expect(events.map(({ kind, source }) => [kind, source])).toEqual([['imported', 'import']])
  })

  test('refuses lines by number and reason, and takes the others', async () => {
    const lines = [
      head,
      'good@example.com,Ann,ok,,,,,',
      'no address,,ok,,,,,',
      'a@example.com,,,,,,,',
      'b@example.com,,ok,gold,,,,',
      'c@example.com,,ok,,not a tag,,,',
      'd@example.com,,ok,,,Europe/Nowhere,,',
      'e@example.com,,ok,,,,,02.11.2026',
      'f@example.com,,ok,,,,,2999-01-01',
      'g@example.com,"a\0b",ok,,,,,',
      'GOOD@example.com,,ok,,,,,',
      'h@example.com,,ok,,,,,,,',
      ',,ok,,,,,',
    ]
    expect(await desk.import(lines.join('\r\n'))).toMatchObject({ added: 1, refused: 11 })
    const reasons = [
      [3, /no address/],
      [4, /no consent/],
      [5, /"gold" is no known status/],
      [6, /"not a tag" is no language tag/],
      [7, /"Europe\/Nowhere" is no time zone/],
      [8, /confirmed_at is no date/],
      [9, /confirmed_at lies in the future/],
      [10, /zero byte/],
      [11, /stands in line 2/],
      [12, /10 cells/],
      [13, /no address/],
    ] as const
    const report = desk.report()
    expect(report[0]).toEqual(['line', 'email', 'reason'])
    for (const [index, [line, reason]] of reasons.entries()) {
      expect(report[index + 1]?.[0]).toBe(String(line))
      expect(report[index + 1]?.[2]).toMatch(reason)
    }
    expect(await desk.rows()).toHaveLength(1)
  })

  test('of the same file again changes nothing', async () => {
    const file = `${head}\nann@example.com,Ann,ok,,de,,a;b,\nben@example.com,,ok,pending,,,,\n`
    await desk.import(file)
    const before = await desk.snapshot()
    desk.setNow(new Date('2026-12-01T08:00:00Z'))
    expect(await desk.import(file)).toMatchObject({ added: 0, updated: 0, unchanged: 2, refused: 0 })
    expect(await desk.snapshot()).toEqual(before)
  })

  test('as a dry run changes nothing, and tells what the real one tells', async () => {
    await desk.import(`${head}\nann@example.com,Ann,ok,,,,,\n`)
    const before = await desk.snapshot()
    const file = `${head}\nann@example.com,Anna,ok,,,,,\nben@example.com,,ok,,,,,\nbad,,ok,,,,,\n`
    const dry = await desk.import(file, { dryRun: true })
    expect(await desk.snapshot()).toEqual(before)
    const report = desk.report()
    expect(await desk.import(file)).toEqual(dry)
    expect(dry).toMatchObject({ added: 1, updated: 1, unchanged: 0, refused: 1 })
    expect(desk.report()).toEqual(report)
  })

  test('changes what is told, and leaves what is not', async () => {
    await desk.import(`${head}\nann@example.com,Ann,ok,pending,de,Europe/Berlin,a,\n`)
    const file = 'email,consent,locale,topics,status\nANN@example.com,again,fr,b;c,active\n'
    expect(await desk.import(file)).toMatchObject({ updated: 1 })
    expect(await row('ann@example.com')).toMatchObject({
      name: 'Ann',
      locale: 'fr',
      time_zone: 'Europe/Berlin',
      topics: ['b', 'c'],
      status: 'active',
      consent_text: 'ok',
      confirmed_at: new Date('2026-11-02T08:00:00Z'),
    })
  })

  test('never brings back who has left or is suppressed, and takes over who left elsewhere', async () => {
    await desk.import(`${head}\nleft@example.com,,ok,,,,,\nstays@example.com,,ok,,,,,\n`)
    const left = { newsletterId: desk.newsletterId, email: 'left@example.com', source: 'test' }
    await unsubscribeAddress(desk, left)
    const hmac = addressHmac(keys, parseAddress('gone@example.com'))
    const suppression = { address_hmac: hmac, reason: 'complaint', source: 'test' } as const
    await desk.db.insertInto('suppression').values(suppression).execute()
    const lines = [
      'left@example.com,,ok,,,,,',
      'gone@example.com,,ok,,,,,',
      'stays@example.com,,ok,unsubscribed,,,,',
    ]
    expect(await desk.import([head, ...lines].join('\n'))).toMatchObject({ added: 0, updated: 1, refused: 2 })
    expect(desk.report().map(([, , reason]) => reason)).toEqual([
      'reason',
      'this person has unsubscribed, and only they can come back',
      'the address is suppressed (complaint)',
    ])
    expect((await desk.rows()).map(({ status }) => status)).toEqual(['unsubscribed', 'unsubscribed'])
  })

  test('takes the consent of the command for lines without one, and needs one', async () => {
    expect(await desk.import('email\nann@example.com\n', { consent: ' at the fair ' })).toMatchObject({
      added: 1,
    })
    expect(await row('ann@example.com')).toMatchObject({ consent_text: 'at the fair' })
    await expect(desk.import('email\nben@example.com\n')).rejects.toMatchObject({ code: 'bad_input' })
    await expect(desk.import('')).rejects.toMatchObject({ code: 'bad_input' })
  })

  test('that is cut off in the middle leaves nothing', async () => {
    const endless = `${head}\n${'ann@example.com,,ok,,,,,\n'.repeat(5000)}${'x'.repeat(100_000)}`
    await expect(desk.import(endless)).rejects.toMatchObject({ code: 'bad_input' })
    const stopping = AbortSignal.abort()
    await expect(desk.import(`${head}\nann@example.com,,ok,,,,,\n`, { signal: stopping })).rejects.toThrow()
    expect(await desk.rows()).toEqual([])
  })
})

test('an export is read back as it was, and comes out the same again', async () => {
  const names = ['=1+1', "'=x", "O'Brien", '"q", b', '+49', 'Zoë 例']
  const lines = names.map((name, index) => [
    `p${index}@example.com`,
    `"${name.replaceAll('"', '""')}"`,
    '"web\r\nform, 2026"',
    index % 2 ? 'pending' : '',
  ])
  await desk.import(`email,name,consent,status\n${lines.map((cells) => cells.join(',')).join('\n')}\n`)
  await desk.import(
    'email,consent,status,frequency,send_hour,paused_until,topics,consent_ip\n' +
      '+x@example.com,ok,paused,monthly,7,2027-01-01,a\\;b;c,192.0.2.1\nleft@example.com,ok,unsubscribed,,,,,\n' +
      'dead@example.com,ok,bounced,,,,,\n',
  )
  const exported = await desk.export()
  expect(await desk.import(exported)).toMatchObject({ added: 0, updated: 0, unchanged: 9, refused: 0 })
  const other = await openImporter()
  try {
    other.setNow(new Date('2026-12-24T18:00:00Z'))
    expect(await other.import(exported)).toMatchObject({ added: 9, refused: 0 })
    expect(await other.export()).toBe(exported)
  } finally {
    await other.close()
  }
  expect(await exportSubscribers(desk.db, desk.newsletterId, async () => undefined)).toBe(9)
})

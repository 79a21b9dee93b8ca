import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { settingNames, showSettings } from '../../src/digest/newsletter-settings.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { openDesk, type Desk } from '../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
})

afterEach(() => desk.close())

const values: Readonly<Record<string, string | number | boolean>> = {
  name: 'Harbour, "Tide" & <Co>',
  from: 'Harbour, "Tide" <tide@harbour.example>',
  'reply-to': 'Desk <desk@harbour.example>',
  'site-url': 'https://harbour.example/news?x=1',
  'postal-address': '1 Quay Street, "Old" Harbour',
  locale: 'de-CH',
  schedule: 'Fri 18:30',
  'time-zone': 'America/New_York',
  'lead-minutes': 90,
  'late-within-hours': 48,
  'max-items': 7,
  'unknown-policy': 'leave',
  enabled: false,
}

test('every setting is shown as it was set, and what is shown can be set again', async () => {
  const pairs = Object.entries(values).map(([key, value]) => [key, String(value)] as const)
  expect(pairs.map(([key]) => key)).toEqual(settingNames)
  const shown = showSettings(await setNewsletter(desk.needs, pairs))
  expect(shown).toEqual(values)
  const again = Object.entries(shown).map(([key, value]) => [key, String(value ?? '')] as const)
  expect(showSettings(await setNewsletter(desk.needs, again))).toEqual(values)
})

test('the settings of a fresh newsletter can be set again as they are shown', async () => {
  const shown = showSettings(await desk.newsletter())
  expect(shown['reply-to']).toBeNull()
  const again = Object.entries(shown).map(([key, value]) => [key, String(value ?? '')] as const)
  expect(showSettings(await setNewsletter(desk.needs, again))).toEqual(shown)
})

test('one bad value leaves all settings and slots as they were', async () => {
  const before = await desk.newsletter()
  const slots = await desk.db.selectFrom('slot').selectAll().execute()
  const change = setNewsletter(desk.needs, [
    ['name', 'Another name'],
    ['schedule', 'Tue 08:00'],
    ['max-items', 'many'],
  ])
  await expect(change).rejects.toMatchObject({
    code: 'bad_input',
    message: expect.stringMatching(/^max-items /),
  })
  expect(await desk.newsletter()).toEqual(before)
  expect(await desk.db.selectFrom('slot').selectAll().execute()).toEqual(slots)
})

test('no settings at all change nothing', async () => {
  const before = await desk.newsletter()
  expect(await setNewsletter(desk.needs, [])).toEqual(before)
})

test('of a setting that is given twice the last value holds', async () => {
  const changed = await setNewsletter(desk.needs, [
    ['name', 'First'],
    ['name', 'Second'],
  ])
  expect(changed.name).toBe('Second')
})

test('changes that come at once are all kept', async () => {
  await Promise.all([
    setNewsletter(desk.needs, [['name', 'Another name']]),
    setNewsletter(desk.needs, [['max-items', '9']]),
    setNewsletter(desk.needs, [['schedule', 'Tue 08:00']]),
    setNewsletter(desk.needs, [['locale', 'fr']]),
  ])
  expect(showSettings(await desk.newsletter())).toMatchObject({
    name: 'Another name',
    'max-items': 9,
    schedule: 'Tue 08:00',
    locale: 'fr',
  })
  expect(await desk.db.selectFrom('slot').selectAll().execute()).toHaveLength(1)
})

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
  'confirm-from': 'Harbour <hello@harbour.example>',
  'bounce-address': 'bounces@harbour.example',
  'site-url': 'https://harbour.example/news?x=1',
  'postal-address': '1 Quay Street, "Old" Harbour',
  locale: 'de-CH',
  schedule: 'Fri 18:30',
  'time-zone': 'America/New_York',
  'lead-minutes': 90,
  'late-within-hours': 48,
  'max-items': 7,
  'unknown-policy': 'leave',
  'local-time': true,
  'warm-up': '2026-11-30',
  'retention-days': 30,
  enabled: false,
  'theme-page': '#eeeeee',
  'theme-card': '#fffffe',
  'theme-text': '#111111',
  'theme-muted': '#444444',
  'theme-link': '#003399',
  'theme-line': '#cccccc',
  'theme-button': '#003398',
  'theme-button-text': '#fefefe',
  'theme-dark-page': '#101010',
  'theme-dark-card': '#181818',
  'theme-dark-text': '#eeeeef',
  'theme-dark-muted': '#bbbbbb',
  'theme-dark-link': '#99bbff',
  'theme-dark-line': '#444445',
  'theme-dark-button': '#99bbfe',
  'theme-dark-button-text': '#101011',
  'theme-logo': 'https://harbour.example/logo.png',
  'theme-logo-alt': 'Harbour, "Tide"',
  'theme-logo-width': 180,
  'theme-font': 'Georgia, Times New Roman, serif',
  'theme-radius': 0,
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

test('a theme keeps what was set before, and an empty value is the default again', async () => {
  await setNewsletter(desk.needs, [['theme-link', '#003399']])
  await setNewsletter(desk.needs, [['theme-radius', '4']])
  expect((await desk.newsletter()).theme).toEqual({ link: '#003399', radius: 4 })
  await setNewsletter(desk.needs, [['theme-link', '']])
  expect((await desk.newsletter()).theme).toEqual({ radius: 4 })
})

test('colours that cannot be read are refused with the pair, its contrast and what it needs', async () => {
  await setNewsletter(desk.needs, [['theme-link', '#003399']])
  const before = await desk.newsletter()
  const change = setNewsletter(desk.needs, [
    ['name', 'Another name'],
    ['theme-dark-muted', '#555555'],
  ])
  await expect(change).rejects.toMatchObject({
    code: 'bad_input',
    message: expect.stringMatching(
      /theme-dark-muted on theme-dark-card has a contrast of 2\.38:1 and needs 4\.5:1; theme-dark-muted on theme-dark-page/,
    ),
  })
  expect(await desk.newsletter()).toEqual(before)
})

test('colours that fit together only when all are set can be set together', async () => {
  await expect(setNewsletter(desk.needs, [['theme-card', '#202020']])).rejects.toThrow('theme-text on')
  await setNewsletter(desk.needs, [
    ['theme-card', '#202020'],
    ['theme-page', '#101010'],
    ['theme-text', '#ffffff'],
    ['theme-muted', '#cccccc'],
    ['theme-link', '#aaccff'],
  ])
  expect(showSettings(await desk.newsletter())).toMatchObject({ 'theme-card': '#202020' })
})

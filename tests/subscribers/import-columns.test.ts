import { expect, test } from '@jest/globals'
import { findColumns, parseHeadingMap } from '../../src/subscribers/import-columns.ts'

const none = new Map()
const found = (header: readonly string[], map = '') =>
  Object.fromEntries(findColumns(header, map === '' ? none : parseHeadingMap(map)).at)

test.each([
  [['email', 'name', 'consent', 'status', 'locale', 'time_zone', 'topics', 'confirmed_at'], 8],
  [['Email Address', 'First Name', 'Last Name', 'OPTIN_TIME', 'CONFIRM_TIME', 'OPTIN_IP'], 6],
  [['E-Mail', 'Full name', 'Language', 'Timezone'], 4],
  [['EMAIL', 'created_at', 'State'], 3],
])('the headings %j are known', (header, count) => {
  expect(Object.keys(found(header))).toHaveLength(count)
})

test('what is mapped comes before what is known, in any case and spelling', () => {
  expect(found(['email', 'Work  E-Mail', 'Vorname'], 'work_e_mail=email, VORNAME=first_name')).toEqual({
    email: 1,
    first_name: 2,
  })
})

test('headings that nobody knows are told', () => {
  expect(findColumns(['email', 'shoe size', ''], none).ignored).toEqual(['shoe size'])
})

test.each([
  [['name', 'Adresse'], '', /no column email.*"name", "Adresse"/],
  [['email', 'E-Mail'], '', /Two columns.*--map/],
  [['email'], 'Nachname=last_name', /no column "nachname"/],
])('%j with %j is refused', (header, map, message) => {
  expect(() => found(header, map)).toThrow(message)
})

test('a map to no column is refused with a guess', () => {
  expect(() => parseHeadingMap('Mail=emial')).toThrow(/did you mean email/)
  expect(() => parseHeadingMap('Mail')).toThrow(/maps to no column/)
  expect(() => parseHeadingMap('Mail=constructor')).toThrow(/columns are email/)
})

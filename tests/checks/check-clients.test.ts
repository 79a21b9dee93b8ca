import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { checkClients, viewClients } from '../../src/checks/check-clients.ts'
import { openFinishedLetter, type FinishedLetter } from '../../src/checks/finished-letter.ts'
import { featuresOf } from '../../src/checks/letter-features.ts'
import { mailClients } from '../../src/checks/mail-clients.ts'
import { fixture, inLocale } from '../letter/fixtures.ts'
import { goodLetter, namesAt, withAdded } from './letters.ts'

let good: FinishedLetter

beforeAll(async () => {
  good = await goodLetter()
})

const featuresIn = (letter: FinishedLetter) => [...featuresOf(openFinishedLetter(letter)).keys()]
const check = (letter: FinishedLetter) => checkClients(openFinishedLetter(letter))

test('the table of facts is what the package of caniemail.com says', async () => {
  const file: string = '../clients/write-client-support.mjs'
  const script: { clientSupport(): unknown } = await import(file)
  const table: unknown = JSON.parse(readFileSync('src/checks/client-support.json', 'utf8'))
  expect(table).toEqual(script.clientSupport())
  expect(table).toMatchObject({ date: '2026-05-13', licence: expect.stringContaining('MIT') })
})

test.each(['en', 'ar'])(
  'a letter of ours in %s is whole in every program that matters, and at its floor',
  async (locale) => {
    const letter = await goodLetter(inLocale(fixture('usual'), locale))
    expect(namesAt(check(letter), 'fail')).toEqual([])
    const views = viewClients(featuresIn(letter))
    expect(views).toHaveLength(17)
    expect(views.filter(({ client }) => client.isFirst).flatMap(({ gaps }) => gaps)).toEqual([])
    for (const { client, missing } of views) expect(missing.length).toBeLessThanOrEqual(client.floor)
  },
)

test('every client that is judged has facts', () => {
  const table = JSON.parse(readFileSync('src/checks/client-support.json', 'utf8')) as { clients: string[] }
  expect(mailClients.map(({ id }) => id).toSorted()).toEqual(table.clients.toSorted())
})

describe('a letter fails for', () => {
  test.each([
    ['css-position', '<p style="position:absolute">x</p>'],
    ['css-variables', '<p style="color:var(--ink)">x</p>'],
    ['html-input-text', '<input type="text">'],
    ['image-svg', '<img src="https://a.example/a.svg?x=1" alt="">'],
    ['image-base64', '<img src="data:image/png;base64,AAAA" alt="">'],
    ['html-video', '<video src="https://a.example/a.mp4"></video>'],
  ])('%s, which content hangs on', (feature, html) => {
    const fault = check(withAdded(good, html)).find(({ detail }) => detail.startsWith(`${feature} `))
    expect(fault).toMatchObject({
      check: 'clients/structure',
      level: 'fail',
      mend: expect.stringContaining(feature),
    })
  })

  test('more cosmetic features than the floor of a program has room for', () => {
    const findings = check(
      withAdded(good, '<p style="text-shadow:1px 1px #000;box-shadow:1px 1px #000">x</p>'),
    )
    expect(namesAt(findings, 'fail')).toEqual(['clients/floors'])
  })
})

test.each([
  ['padding-left:1px', 'css-padding'],
  ['border-top-left-radius:2px', 'css-border-radius'],
  ['width:calc(1px + 1em)', 'css-unit-em'],
  ['background:linear-gradient(red, blue)', 'css-linear-gradient'],
  ['color:red!important', 'css-important'],
])('%s uses %s', (style, feature) => {
  expect(featuresIn({ ...good, html: `<p style="${style}">x</p>` })).toContain(feature)
})

test('an initial value asks for nothing', () => {
  expect(featuresIn({ ...good, html: '<p style="outline:none;cursor:auto">x</p>' })).toEqual([
    ...featuresIn({ ...good, html: '<p style="">x</p>' }),
  ])
})

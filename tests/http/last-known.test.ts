import { expect, test } from '@jest/globals'
import { lastKnown } from '../../src/http/last-known.ts'
import { waitUntil } from '../support/wait-until.ts'

test('the value known last is said at once, and asked for again in time', async () => {
  let name = 'Harbour Weekly'
  const said = await lastKnown(async () => name, { first: 'none', forMs: 5 })
  expect(said()).toBe('Harbour Weekly')
  name = 'Harbour News'
  await waitUntil('the new name is known', () => said() === 'Harbour News')
})

test('while it cannot be had, the one before stays', async () => {
  let asked = 0
  const answers = [async () => 'known', async () => Promise.reject(new Error('away'))]
  const said = await lastKnown(async () => answers[Math.min(asked++, 1)]!(), { first: 'none', forMs: 0 })
  await waitUntil('it was asked for again', () => (said(), asked > 2))
  expect(said()).toBe('known')
})

test('what was never had is said by another name', async () => {
  const said = await lastKnown(async () => Promise.reject(new Error('away')), {
    first: 'Recap',
    forMs: 60_000,
  })
  expect(said()).toBe('Recap')
})

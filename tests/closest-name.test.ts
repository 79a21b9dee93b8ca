import { expect, test } from '@jest/globals'
import { closestName } from '../src/closest-name.ts'

const known = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'PORT', 'HOST', 'time-zone']

test.each([
  ['DATABSE_URL', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['SMPT_URL', 'SMTP_URL'],
  ['POTR', 'PORT'],
  ['timezone', 'time-zone'],
])('%s most likely means %s', (name, guess) => {
  expect(closestName(name, known)).toBe(guess)
})

test.each(['', 'COLOUR', 'AB', 'X'.repeat(300)])('%j is like no known name', (name) => {
  expect(closestName(name, known)).toBeUndefined()
})

test('among none there is no guess', () => {
  expect(closestName('PORT', [])).toBeUndefined()
})

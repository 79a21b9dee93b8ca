import { expect, test } from '@jest/globals'
import { parseSmtpUrl, smtpUrlProblem } from '../src/smtp-url.ts'

test('an address without options has the usual ones', () => {
  expect(parseSmtpUrl('smtp://mail.example')).toEqual({
    host: 'mail.example',
    port: 587,
    label: 'mail.example:587',
    isSecure: false,
    requiresTls: false,
    login: null,
    name: null,
    pool: 20,
    rate: null,
    weight: null,
    maxMessages: null,
  })
})

test('every option is read', () => {
  const url =
    'smtps://ada:p%40ss@[::1]:2465?pool=5&rate=0.5&weight=3&max=100&require-tls=true&name=out.sample.example'
  expect(smtpUrlProblem(url)).toBeUndefined()
  expect(parseSmtpUrl(url)).toEqual({
    host: '::1',
    port: 2465,
    label: '[::1]:2465',
    isSecure: true,
    requiresTls: true,
    login: { user: 'ada', password: 'p@ss' },
    name: 'out.sample.example',
    pool: 5,
    rate: 0.5,
    weight: 3,
    maxMessages: 100,
  })
  expect(parseSmtpUrl('smtps://mail.example').port).toBe(465)
})

test.each([
  ['http://mail.example', 'must look like'],
  ['mail.example:25', 'must look like'],
  ['smtp://', 'must look like'],
  ['smtp://a:%zz@mail.example', 'percent-encoded'],
  ['smtp://mail.example?pool=0', 'pool must be a whole number from 1 to 500'],
  ['smtp://mail.example?pool=501', 'pool must be'],
  ['smtp://mail.example?rate=-1', 'rate must be'],
  ['smtp://mail.example?rate=0.001', 'rate must be'],
  ['smtp://mail.example?weight=x', 'weight must be'],
  ['smtp://mail.example?max=0', 'max must be'],
  ['smtp://mail.example?require-tls=maybe', 'require-tls must be true or false'],
  ['smtp://mail.example?name=a%0d%0ab', 'name must be a host name'],
  ['smtp://mail.example?pol=5', 'has no option pol; there are pool, rate, weight, max, require-tls, name'],
])('%s cannot be used: %s', (url, problem) => {
  expect(smtpUrlProblem(url)).toContain(problem)
})

import { expect, test } from '@jest/globals'
import { impatient } from '../../src/queue/impatient.ts'

test('a call that is not answered in time is given up, and no other is made until it is answered', async () => {
  const answered = impatient(20)
  expect(await answered(async () => 'heard')).toBe('heard')
  const late = Promise.withResolvers<string>()
  await expect(answered(() => late.promise)).rejects.toMatchObject({ code: 'unreachable' })
  let made = 0
  const another = () => answered(async () => (made += 1))
  await expect(another()).rejects.toMatchObject({ code: 'unreachable' })
  expect(made).toBe(0)
  late.resolve('at last')
  await late.promise
  expect(await another()).toBe(1)
})

test('a call that fails tells why, and so it does when it fails too late', async () => {
  const answered = impatient(20)
  const fail = () => answered(() => Promise.reject(new Error('no room')))
  await expect(fail()).rejects.toThrow('no room')
  const late = Promise.withResolvers<never>()
  await expect(answered(() => late.promise)).rejects.toMatchObject({ code: 'unreachable' })
  late.reject(new Error('gone'))
  await late.promise.catch(() => undefined)
  await expect(fail()).rejects.toThrow('no room')
})

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { AppError, errorCode, errorText } from '../src/errors.ts'

test('an error of ours keeps its code, its message and its cause', () => {
  const cause = new Error('below')
  const error = new AppError('unreachable', 'above', { cause })
  expect(error).toMatchObject({ name: 'AppError', code: 'unreachable', message: 'above', cause })
  expect(error).toBeInstanceOf(Error)
})

test('what is no error of ours is internal', () => {
  expect(errorCode(new AppError('gone', 'gone'))).toBe('gone')
  expect([new Error('no'), { code: 'gone' }, 'gone', undefined].map(errorCode)).toEqual(
    Array.from({ length: 4 }, () => 'internal'),
  )
})

test.each([
  ['a message', new Error('alone'), 'alone'],
  ['causes', new Error('a', { cause: new Error('b', { cause: 'c' }) }), 'a (b (c))'],
  ['many errors', new AggregateError([new Error('a'), new Error('b')], 'all'), 'all (a; b)'],
  ['many errors and no message', new AggregateError([new Error('a'), new Error('')]), '(a)'],
  ['an error of another realm', { message: 'elsewhere', cause: { message: 'far' } }, 'elsewhere (far)'],
  ['errors that are no list', { message: 'odd', errors: 'none' }, 'odd'],
  ['no message', {}, 'an error without a message'],
  ['a text', 'thrown', 'thrown'],
  ['nothing', undefined, 'undefined'],
])('the text of an error with %s says all of it', (_kind, error, text) => {
  expect(errorText(error)).toBe(text)
})

test('an error that is its own cause has a text', () => {
  const error = new Error('round')
  error.cause = error
  expect(errorText(error)).toMatch(/^round \(round \(/)
})

test('whatever is thrown has a text', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (thrown) => typeof errorText(thrown) === 'string'),
  )
})

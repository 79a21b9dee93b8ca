import { describe, expect, test } from '@jest/globals'
import { listFields, unsubscribeField, type ListIssue } from '../../src/mail/list-fields.ts'

const list: ListIssue = {
  slug: 'main',
  publicUrl: 'https://news.sample.example',
  senderDomain: 'sample.example',
  newsletterId: 3,
  issueId: 7,
}
const fieldsOf = (changes: Partial<ListIssue> = {}) => Object.fromEntries(listFields({ ...list, ...changes }))

test('a message says which list it is of and how to leave it', () => {
  expect(fieldsOf()).toEqual({
    'List-Id': '<main.news.sample.example>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Feedback-ID': expect.stringMatching(/^7:3:digest:[0-9a-v]{12}$/),
    Precedence: 'bulk',
    'Auto-Submitted': 'auto-generated',
  })
  expect(unsubscribeField('https://news.sample.example/unsubscribe/x')).toEqual([
    'List-Unsubscribe',
    '<https://news.sample.example/unsubscribe/x>',
  ])
})

test('the name of the sender in Feedback-ID stays from issue to issue', () => {
  const senderOf = (changes: Partial<ListIssue>) => fieldsOf(changes)['Feedback-ID']?.split(':')[3]
  expect(senderOf({ issueId: 8, senderDomain: 'SAMPLE.example' })).toBe(senderOf({}))
  expect(senderOf({ senderDomain: 'other.example' })).not.toBe(senderOf({}))
})

test.each([
  ['http://[::1]:3000', '<main.-1>'],
  ['http://localhost:3000', '<main.localhost>'],
  [`https://${'a.'.repeat(120)}example`, expect.stringMatching(/^<[a-z0-9][a-z0-9.-]{0,252}>$/)],
])('List-Id of %s is a name of 255 characters at most', (publicUrl, id) => {
  expect(fieldsOf({ publicUrl, slug: 'main' })['List-Id']).toEqual(id)
  expect(fieldsOf({ publicUrl, slug: 'a-long-slug' })['List-Id']?.length).toBeLessThanOrEqual(255)
})

describe('links over http', () => {
  test.each(['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:80'])(
    'to %s are for this machine',
    (publicUrl) => {
      expect(() => listFields({ ...list, publicUrl })).not.toThrow()
    },
  )

  test.each(['http://news.sample.example', 'http://localhost.sample.example', 'http://192.168.0.1'])(
    'to %s are refused with the mend',
    (publicUrl) => {
      expect(() => listFields({ ...list, publicUrl })).toThrow(/is not https.*Set PUBLIC_URL/)
    },
  )
})

import { generateKeyPairSync } from 'node:crypto'
import { expect, test, describe } from '@jest/globals'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { dkimRecord, type DkimKey } from '../../src/dkim-key.ts'
import { openSigner, signMessage } from '../../src/mail/dkim.ts'
import { listFields, unsubscribeField } from '../../src/mail/list-fields.ts'
import { joinMessage } from '../../src/mail/message-bytes.ts'
import { openMessage } from '../../src/mail/open-message.ts'
import { personaliseMessage } from '../../src/mail/personalise-message.ts'
import { splitSlots } from '../../src/mail/slots.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key: DkimKey = { domain: 'sample.example', selector: 'recap', privateKey }

const template = openMessage({
  from: 'Größe, und mehr <weekly@sample.example>',
  replyTo: 'desk@sample.example',
  subject: 'The   night tram',
  date: new Date('2026-11-23T06:00:00Z'),
  fields: listFields({
    slug: 'main',
    publicUrl: 'https://news.sample.example',
    senderDomain: 'sample.example',
    newsletterId: 1,
    issueId: 1,
  }),
  text: splitSlots('Hello  R7k3f9xNAMEt\n\n.\tdot\n  R7k3f9xNAMEt', 'R7k3f9x'),
  html: splitSlots('<p>Hello  R7k3f9xNAMEt</p>\n\n\n', 'R7k3f9x'),
})

async function signed(name = 'Ada  L.'): Promise<string> {
  const message = personaliseMessage(template, {
    to: 'größe@readers.example',
    messageId: '<0123@sample.example>',
    fields: [unsubscribeField('https://news.sample.example/unsubscribe/u.1.1.k1.abc')],
    values: { NAME: name },
  })
  return joinMessage(await signMessage(openSigner(key, template), message)).toString()
}

/** What an independent verifier says, with our record in place of DNS. */
async function verdict(message: string): Promise<string> {
  const record = dkimRecord(key)
  const resolver = async (name: string, type: string) => {
    if (name !== record.name || type !== 'TXT') throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
    return [[record.value]]
  }
  const { results } = await dkimVerify(Buffer.from(message), { resolver })
  return results.map(({ status }) => status.result).join()
}

test('an independent verifier finds the signature good, whatever the slots hold', async () => {
  for (const name of ['Ada  L.', '', '. ', '夜の電車 🚋', 'x '.repeat(200)])
    expect(await verdict(await signed(name))).toBe('pass')
})

test('the same message gets the same signature', async () => {
  expect(await signed()).toBe(await signed())
})

test('the signature names no length and no time, and its lines are short', async () => {
  const [head = ''] = (await signed()).split('\r\nTo:')
  expect(head).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=sample\.example;/)
  expect(head).not.toMatch(/\b[ltx]=/)
  expect(head.split('\r\n').filter((line) => line.length > 78)).toEqual([])
})

test('white space that a relay adds or folds does not break it', async () => {
  const refolded = (await signed())
    .replace('List-Id: ', 'List-Id:\r\n\t')
    .replace('Precedence: ', 'Precedence:   ')
  expect(await verdict(refolded)).toBe('pass')
})

const once = (message: string, field: RegExp) => message.match(field) ?? []

describe('it breaks when', () => {
  const fields = [
    'From',
    'Reply-To',
    'To',
    'Subject',
    'Date',
    'Message-ID',
    'MIME-Version',
    'Content-Type',
    'List-Id',
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'Feedback-ID',
    'Precedence',
    'Auto-Submitted',
  ]
  test.each(fields)('%s is changed or removed', async (name) => {
    const message = await signed()
    const field = new RegExp(`^${name}:.*\\r\\n([ \\t].*\\r\\n)*`, 'm')
    expect(once(message, field)[0]).toBeDefined()
    expect(await verdict(message.replace(field, ''))).not.toBe('pass')
    expect(await verdict(message.replace(field, `${name}: another\r\n`))).not.toBe('pass')
  })

  test.each(['From', 'Reply-To', 'Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post'])(
    'another %s is added',
    async (name) => {
      const field = `${name}: <https://evil.example/>\r\n`
      expect(await verdict(`${field}${await signed()}`)).not.toBe('pass')
      expect(await verdict((await signed()).replace('\r\nTo:', `\r\n${field}To:`))).not.toBe('pass')
    },
  )

  test('a word of the body is changed', async () => {
    expect(await verdict((await signed()).replace('Ada', 'Eva'))).not.toBe('pass')
  })
})

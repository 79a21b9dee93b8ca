import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { openLetter, writeMail, type LetterNeeds, type StoredLetter } from '../../src/delivery/write-mail.ts'
import { readBounceAddress } from '../../src/mail/bounce-address.ts'
import { joinMessage } from '../../src/mail/message-bytes.ts'

const needs: LetterNeeds = {
  keys: [{ id: 'k1', key: randomBytes(32) }],
  publicUrl: 'https://news.sample.example',
  fromOf: (newsletter) => newsletter.mail_from,
}

const newsletter = {
  id: 3,
  slug: 'main',
  name: 'Sample, "the" weekly',
  mail_from: '"Sample, \\"the\\" weekly" <weekly@bücher.example>',
  reply_to: null,
  locale: 'en',
  time_zone: 'Europe/Berlin',
  bounce_address: null as string | null,
}
const issue = {
  id: 7,
  slot_prefix: 'R7k3f9x',
  message_seed: Buffer.alloc(32, 1),
  frozen_at: new Date('2026-11-23T06:00:00Z'),
}
const body = 'R7k3f9xWHYt R7k3f9xSENT_TOt'
const letterOf = (changes: Partial<typeof newsletter> = {}) =>
  ({
    issue,
    newsletter: { ...newsletter, ...changes },
    subject: 'The night tram',
    html: `<p>${body}</p><a href="R7k3f9xUNSUBSCRIBE_URLu">Leave</a><a href="R7k3f9xPREFERENCES_URLu">Change</a>`,
    text: `${body}\nR7k3f9xUNSUBSCRIBE_URLu\nR7k3f9xPREFERENCES_URLu\n`,
  }) as unknown as StoredLetter

const ada = {
  subscriberId: 5,
  email: 'ada@readers.example',
  consentAt: new Date('2026-03-03T12:00:00Z'),
  consentSource: 'form',
}

async function write(given: LetterNeeds = needs, stored = letterOf(), reader = ada) {
  const { envelope, message } = await writeMail(openLetter(given, stored), reader)
  return { envelope, source: joinMessage(message).toString() }
}

const namesOf = (source: string) => source.slice(0, source.indexOf('\r\n\r\n')).match(/^[\w-]+(?=:)/gm) ?? []

test('a mail has each header field once, and one https address to leave by', async () => {
  const { source } = await write()
  expect(namesOf(source)).toEqual([
    'To',
    'Message-ID',
    'List-Unsubscribe',
    'From',
    'Subject',
    'Date',
    'List-Id',
    'List-Unsubscribe-Post',
    'Feedback-ID',
    'Precedence',
    'Auto-Submitted',
    'MIME-Version',
    'Content-Type',
  ])
  expect(source).toMatch(
    /^List-Unsubscribe:\r?\n? <https:\/\/news\.sample\.example\/unsubscribe\/[^<>,\s]+>\r$/m,
  )
  expect(source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(source).toMatch(/^From: "Sample, \\"the\\" weekly" <weekly@xn--bcher-kva\.example>\r$/m)
  expect(source).toMatch(/^Date: Mon, 23 Nov 2026 06:00:00 \+0000\r$/m)
})

test('bounces go to an address that names the delivery, at the sender or where the newsletter wants them', async () => {
  const { envelope } = await write()
  expect(envelope.to).toBe('ada@readers.example')
  expect(envelope.from).toMatch(/^weekly\+[0-9a-z-]+@xn--bcher-kva\.example$/)
  expect(readBounceAddress(needs.keys, envelope.from)).toEqual({ issueId: 7, subscriberId: 5 })
  const other = await write(needs, letterOf({ bounce_address: 'bounces@mail.sample.example' }))
  expect(other.envelope.from).toMatch(/^bounces\+[0-9a-z-]+@mail\.sample\.example$/)
})

test('a repeat is the same mail, signed or not, and another reader is told apart', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const signing = { ...needs, dkim: { domain: 'sample.example', selector: 's', privateKey } }
  expect(await write()).toEqual(await write())
  expect(await write(signing)).toEqual(await write(signing))
  expect((await write(signing)).source).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/)
  const eve = await write(needs, letterOf(), { ...ada, subscriberId: 6, email: 'eve@readers.example' })
  const { source, envelope } = await write()
  expect(eve.envelope.from).not.toBe(envelope.from)
  expect(eve.source).not.toContain('ada')
  expect(/^Message-ID:.*$/m.exec(eve.source)).not.toEqual(/^Message-ID:.*$/m.exec(source))
})

test('an issue whose links are not https is not mailed', async () => {
  await expect(write({ ...needs, publicUrl: 'http://news.sample.example' })).rejects.toMatchObject({
    code: 'bad_config',
  })
})

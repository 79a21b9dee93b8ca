import { isDeepStrictEqual } from 'node:util'
import { expect, test } from '@jest/globals'
import { simpleParser, type AddressObject } from 'mailparser'
import { asciiDomain } from '../../src/ascii-domain.ts'
import { joinMessage } from '../../src/mail/message-bytes.ts'
import { openMessage } from '../../src/mail/open-message.ts'
import { personaliseMessage } from '../../src/mail/personalise-message.ts'
import { sampleMessages } from './message-samples.ts'
import { composeByNodemailer } from './nodemailer-twin.ts'

const samples = sampleMessages(500, 20)

/** What a mail program reads from a message. */
async function readMail(message: Buffer) {
  const mail = await simpleParser(message, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
  })
  const { from, to, replyTo, subject, messageId, date, html, text, attachments } = mail
  const fields = ['list', 'feedback-id', 'precedence', 'auto-submitted', 'mime-version']
  return {
    subject,
    messageId,
    date,
    html,
    text,
    attachments,
    mailboxes: [from, replyTo, to].map(mailboxesOf),
    fields: fields.map((name) => mail.headers.get(name)),
    // nodemailer leaves an empty subject out.
    names: mail.headerLines.flatMap(({ key }) => (key === 'subject' ? [] : key)).toSorted(),
  }
}

/** nodemailer leaves a domain as it is when the local part is beyond ASCII, which is the same domain. */
function mailboxesOf(field: AddressObject | AddressObject[] | undefined) {
  return [field].flat().flatMap((list) =>
    (list?.value ?? []).map(({ name, address = '' }) => {
      const at = address.lastIndexOf('@')
      return { name, address: `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1))}` }
    }),
  )
}

/** Lines that some relay or program would change or refuse; a long address alone may pass 78 characters. */
function strangeLines(message: Buffer): string[] {
  return message
    .toString()
    .split('\r\n')
    .filter(
      (line) =>
        /[\r\n\0]|^\.|^From |[ \t]$/.test(line) || line.length > (/^(To: | <.*>$)/.test(line) ? 998 : 78),
    )
}

const quarters = [0, 1, 2, 3].map((n) => samples.slice(n * 125, (n + 1) * 125))

test.each(quarters.map((quarter) => ({ quarter })))(
  '2,500 readers read from our bytes what they read from those of nodemailer',
  async ({ quarter }) => {
    for (const { parts, recipients } of quarter) {
      const template = openMessage(parts)
      for (const recipient of recipients) {
        const message = joinMessage(personaliseMessage(template, recipient))
        const strange = strangeLines(message)
        if (strange.length > 0) expect(strange).toEqual([])
        const ours = await readMail(message)
        const theirs = await readMail(await composeByNodemailer(parts, recipient))
        if (!isDeepStrictEqual(ours, theirs)) expect(ours).toEqual(theirs)
      }
    }
  },
  240_000,
)

test('a repeat is the same bytes, and what is not personal is the same memory', () => {
  const [{ parts, recipients } = samples[0]!] = samples
  const template = openMessage(parts)
  const [one, other] = recipients.map((recipient) => personaliseMessage(template, recipient))
  const again = personaliseMessage(openMessage(parts), recipients[0]!)
  expect(joinMessage(again)).toEqual(joinMessage(one!))
  const shared = one!.filter((piece) => other!.includes(piece))
  expect(shared).toEqual([template.head, ...template.body])
})

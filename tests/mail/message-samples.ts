import fc from 'fast-check'
import { listFields, unsubscribeField } from '../../src/mail/list-fields.ts'
import type { MessageParts } from '../../src/mail/open-message.ts'
import type { MessageRecipient } from '../../src/mail/personalise-message.ts'
import { splitSlots, slotWord } from '../../src/mail/slots.ts'

const prefix = 'R7k3f9x'
const name = slotWord(prefix, { name: 'NAME', kind: 'text' })
const link = slotWord(prefix, { name: 'LINK', kind: 'url' })
const tip = slotWord(prefix, { name: 'TIP', kind: 'choice' })

/** Text of any script with everything in it that an encoding could stumble over. */
const wild = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('.', '\n.', 'From ', '\nFrom ', ' ', '  ', '\t', ' \n', '\r', '\r\n', '=', '=3D'),
        fc.constantFrom(
          '--',
          '"',
          '\\',
          ',',
          ';',
          '<',
          '>',
          '&',
          '(',
          '@',
          '\u2028',
          '\u202e',
          '\u0000',
          'x'.repeat(90),
        ),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom(
          'The night tram runs. ',
          'Größe und Straße ',
          '夜の電車 ',
          'ночной трамвай ',
          'ترام الليل ',
        ),
      ),
      { maxLength },
    )
    .map((pieces) => pieces.join('').toWellFormed())

/** Any text, but one that a display name of `Name <address>` can hold. */
const senderName = wild(4).map((text) => text.replace(/[<>"\\]/g, '').slice(0, 150))

const label = fc.constantFrom('sample', 'bücher', '例え', 'xn--bcher-kva', 'news-1')
const domain = fc.tuple(label, label).map(([one, other]) => `${one}.${other}.example`)
const localAtom = fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/)
const address = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: localAtom }, fc.constantFrom('größe', '用户', 'a.b', 'иван')),
    domain,
  )
  .map(([local, domain]) => `${local}@${domain}`)

const sender = fc.tuple(senderName, address).map(([name, address]) => `${name} <${address}>`)

/** A message with slots in both parts, in the middle of lines and at their ends. */
const partsArbitrary: fc.Arbitrary<MessageParts> = fc
  .record({
    from: sender,
    replyTo: fc.option(sender),
    subject: wild(6),
    date: fc.date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    // A CR before a slot and an LF after it are one line end only when the slot is empty.
    texts: fc.array(
      wild(6).map((text) => text.replace(/\r$/, '')),
      { minLength: 5, maxLength: 5 },
    ),
  })
  .map(({ texts: [one, two, three, four, five], ...rest }) => ({
    ...rest,
    fields: listFields({
      slug: 'main',
      publicUrl: 'https://news.sample.example',
      senderDomain: 'sample.example',
      newsletterId: 1,
      issueId: 1,
    }),
    text: splitSlots(`${one}${name}${two}\n${link}\n${tip}${name}${three}`, prefix),
    html: splitSlots(`<p>${four}${name}</p>${tip}<a href="${link}">${five}</a>`, prefix),
  }))

const recipientArbitrary: fc.Arbitrary<MessageRecipient> = fc
  .record({ to: address, name: wild(4), token: fc.stringMatching(/^[a-z0-9.]{1,80}$/), isTold: fc.boolean() })
  .map(({ to, name, token, isTold }) => {
    const url = `https://news.sample.example/unsubscribe/${token}`
    return {
      to,
      messageId: `<${token.slice(0, 32)}@sample.example>`,
      fields: [unsubscribeField(url)],
      values: {
        NAME: name,
        LINK: `${url}?a=1&b=ü`,
        TIP: isTold ? { html: '<b>A  tip</b>\n', text: 'A  tip \n' } : { html: '', text: '' },
      },
    }
  })

/** Random messages, each with its recipients; the same at every run. */
export function sampleMessages(count: number, recipientsOfEach: number) {
  const recipients = fc.sample(recipientArbitrary, { numRuns: count * recipientsOfEach, seed: 11 })
  return fc.sample(partsArbitrary, { numRuns: count, seed: 7 }).map((parts, index) => ({
    parts,
    recipients: recipients.slice(index * recipientsOfEach, (index + 1) * recipientsOfEach),
  }))
}

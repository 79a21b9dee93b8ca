// Measures how fast the built program makes a message of 30 KB for each recipient, beside nodemailer in the same run,
// and prints one JSON line of messages in a second of processor time (all cores together): node tests/bench/personalise.mjs [SECONDS of each measurement, 4 by default]
import { generateKeyPairSync } from 'node:crypto'
import process from 'node:process'
import MailComposer from 'nodemailer/lib/mail-composer'

const seconds = Number(process.argv[2] ?? 4)
const [{ openMessage }, { personaliseMessage }, { splitSlots, slotWord }, { joinMessage }, dkim, list] =
  await Promise.all(
    ['open-message', 'personalise-message', 'slots', 'message-bytes', 'dkim', 'list-fields'].map(
      (name) => import(new URL(`../../dist/src/mail/${name}.js`, import.meta.url).href),
    ),
  )

const prefix = 'Rbench0x'
const why = slotWord(prefix, { name: 'WHY', kind: 'text' })
const leave = slotWord(prefix, { name: 'UNSUBSCRIBE_URL', kind: 'url' })
const sentence =
  'The night tram runs every ten minutes now, says the operator, and the harbour line follows. '
const item = (n) =>
  `<tr><td><a href="https://sample.example/${n}">${sentence}</a><p>${sentence.repeat(3)}</p></td></tr>`
const items = (write, count) => Array.from({ length: count }, (_, n) => write(n)).join('')
const html = `<table>${items(item, 54)}</table><p>${why} <a href="${leave}">Leave</a></p>`
const text = `${items((n) => `- ${sentence.slice(0, 60)}\n  https://sample.example/${n}\n`, 54)}${why}\n${leave}\n`

const shared = {
  from: 'Sample Weekly <weekly@sample.example>',
  replyTo: null,
  subject: 'The night tram, and four more',
  date: new Date('2026-11-23T06:00:00Z'),
  fields: list.listFields({
    slug: 'main',
    publicUrl: 'https://news.sample.example',
    senderDomain: 'sample.example',
    newsletterId: 1,
    issueId: 1,
  }),
}
const template = openMessage({ ...shared, html: splitSlots(html, prefix), text: splitSlots(text, prefix) })
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signer = dkim.openSigner({ domain: 'sample.example', selector: 'recap', privateKey }, template)

const plain = await rateOf((n) => personaliseMessage(template, recipientOf(n)))
const joined = await rateOf((n) => joinMessage(personaliseMessage(template, recipientOf(n))))
const sign = (n) => dkim.signMessage(signer, personaliseMessage(template, recipientOf(n)))
const signed = await rateOf((n) => Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((more) => sign(n + more))), 8)
const peer = await rateOf((n) => compose(recipientOf(n)))
const figures = {
  bytes: joinMessage(personaliseMessage(template, recipientOf(1))).length,
  perCpuSecond: plain,
  joinedPerCpuSecond: joined,
  dkimPerCpuSecond: signed,
  peer: 'nodemailer MailComposer',
  peerPerCpuSecond: peer,
  ratio: Math.round(plain / peer),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)

function recipientOf(n) {
  const url = `https://news.sample.example/unsubscribe/u.${n.toString(36)}.1.k12ab34.aBcDeFgHiJkLmNoPqRsTuVwX`
  return {
    to: `reader${n}@readers.example`,
    messageId: `<${n.toString(32).padStart(32, '0')}@sample.example>`,
    fields: [list.unsubscribeField(url)],
    values: {
      WHY: `You get this because you signed up for Sample Weekly on ${1 + (n % 28)} March 2026.`,
      UNSUBSCRIBE_URL: url,
    },
  }
}

function compose({ to, messageId, fields, values }) {
  const fill = (source) => source.replaceAll(why, values.WHY).replaceAll(leave, values.UNSUBSCRIBE_URL)
  const { from, subject, date } = shared
  const headers = Object.fromEntries([...fields, ...shared.fields])
  const mail = { from, to, subject, date, messageId, headers, html: fill(html), text: fill(text) }
  return new MailComposer(mail).compile().build()
}

/** Runs a measurement for its time, after half of it to warm up; each call makes so many messages. */
async function rateOf(make, atOnce = 1) {
  await run(make, atOnce, seconds / 2)
  return run(make, atOnce, seconds)
}

async function run(make, atOnce, time) {
  const end = performance.now() + time * 1000
  const before = process.cpuUsage()
  let made = 0
  while (performance.now() < end) {
    for (let round = 0; round < 50; round += 1) {
      const making = make(made)
      if (making instanceof Promise) await making
      made += atOnce
    }
  }
  const { user, system } = process.cpuUsage(before)
  return Math.round((made / (user + system)) * 1e6)
}

// Judges the letter of every fixture in every locale by the checks, and prints the figures as one JSON object.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { checkAccessibility } from '../../src/checks/check-accessibility.ts'
import { viewClients } from '../../src/checks/check-clients.ts'
import { textLinkShare } from '../../src/checks/check-links.ts'
import { sizeOf } from '../../src/checks/check-size.ts'
import { scoreSpam } from '../../src/checks/check-spam.ts'
import { openFinishedLetter } from '../../src/checks/finished-letter.ts'
import { featuresOf } from '../../src/checks/letter-features.ts'
import { buildLetter } from '../../src/letter/letter-model.ts'
import { readLetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { encodeQuotedPrintable } from '../../src/mail/quoted-printable.ts'
import { fixtureLocales, fixtures, inLocale } from '../letter/fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const slotPrefix = 'R7k3f9x'

/** `spamScore` is null where SpamAssassin is not installed, and the highest over the locales of the usual issue else. */
export async function letterChecks() {
  const letters = await openLetters()
  const views = letters.map(({ opened }) => viewClients([...featuresOf(opened).keys()]))
  const faults = letters.flatMap(({ opened }) =>
    checkAccessibility(opened).filter(({ level }) => level === 'fail'),
  )
  const first = views.flat().filter(({ client }) => client.isFirst)
  return {
    a11yFaults: faults.length,
    structuralGaps: first.reduce((sum, { gaps }) => sum + gaps.length, 0),
    clientsBelowFloor: views.flat().filter(({ client, missing }) => missing.length > client.floor).length,
    largest15Bytes: Math.max(...named(letters, 'fifteen-items').map(({ opened }) => sizeOf(opened.html))),
    textLinksPct: Math.min(...letters.map(({ opened }) => textLinkShare(opened))),
    spamScore: await highestSpamScore(named(letters, 'usual')),
  }
}

async function openLetters() {
  const templates = await readLetterTemplates(`${root}/templates`)
  const letters = []
  for (const locale of fixtureLocales) {
    for (const { name, input } of fixtures) {
      const rendered = await renderLetter(buildLetter(inLocale(input, locale)), slotPrefix, templates)
      const finished = { ...rendered, slotPrefix, publicUrl: 'https://news.harbour.example' }
      letters.push({ name, locale, opened: openFinishedLetter(finished) })
    }
  }
  return letters
}

function named(letters, name) {
  return letters.filter((letter) => letter.name === name)
}

async function highestSpamScore(letters) {
  let highest = null
  for (const { opened } of letters) {
    const verdict = await scoreSpam(messageOf(opened))
    if (verdict !== null) highest = Math.max(highest ?? verdict.score, verdict.score)
  }
  return highest
}

function messageOf({ subject, text, html }) {
  const part = (type, body) =>
    `--part\r\nContent-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${encodeQuotedPrintable(body)}\r\n`
  const head = [
    'From: Harbour Weekly <weekly@harbour.example>',
    'To: reader@example.com',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Message-ID: <20261122.sample@harbour.example>',
    'List-Id: <weekly.harbour.example>',
    'List-Unsubscribe: <https://news.harbour.example/unsubscribe/x>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="part"',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${part('plain', text)}${part('html', html)}--part--\r\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await letterChecks())}\n`)

// The letter before anyone looks at it: its bytes, its links and how long it takes to write.
import process from 'node:process'
import { parseHTML } from 'linkedom'
import { encodeQuotedPrintable } from '../../src/mail/quoted-printable.ts'
import { fixture, fixtureLocales, fixtures, inLocale } from '../letter/fixtures.ts'
import { openLetterWriter } from '../letter-in-browser/write-letter.ts'
import { atLeast, atMost, median } from './table.mjs'

const kilobyte = 1000

export async function weightRows() {
  const write = await openLetterWriter()
  const letters = []
  let same = 0
  for (const { input } of fixtures) {
    for (const locale of fixtureLocales) {
      const letter = await write.letter(inLocale(input, locale))
      const again = await write.letter(inLocale(input, locale))
      letters.push(letter)
      if (letter.html === again.html && letter.text === again.text) same += 1
    }
  }
  const links = letters.flatMap(({ html, text }) => linksOf(html).map((link) => text.includes(link)))
  const sizes = letters.map(({ html }) => sizeOf(html))
  const fifteen = await write.letter(fixture('fifteen-items'))
  return [
    atMost('letter', 'HTML of 15 items as sent, KB', sizeOf(fifteen.html), 60),
    atMost('letter', 'largest HTML of any fixture, KB', Math.max(...sizes), 95),
    atMost('letter', 'compile of 15 items, warm, ms of CPU', await compileMs(write), 50),
    atLeast('letter', 'links that the text has too, %', share(links), 100),
    atLeast('letter', 'same input, same bytes, %', (same / letters.length) * 100, 100),
  ]
}

function sizeOf(html) {
  return Buffer.byteLength(encodeQuotedPrintable(html)) / kilobyte
}

function linksOf(html) {
  const { document } = parseHTML(html)
  return [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))
}

async function compileMs(write) {
  const input = fixture('fifteen-items')
  const times = []
  // A server is warm for good, and a compiler that is still at work would count.
  for (let run = 0; run < 60; run += 1) await write.letter(input)
  for (let run = 0; run < 40; run += 1) {
    // The work itself: the clock would tell of what else the machine does.
    const before = process.cpuUsage()
    await write.letter(input)
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  return median(times)
}

function share(facts) {
  return (facts.filter(Boolean).length / facts.length) * 100
}

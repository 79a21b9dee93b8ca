// What the letter is like, over every fixture of the tests: rows for the table of run-eval.mjs.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { findChromium } from '../../src/letter/find-chromium.ts'
import { letterChecks } from './letter-checks.mjs'
import { looksRows } from './letter-looks.mjs'
import { weightRows } from './letter-weight.mjs'
import { atLeast, atMost } from './table.mjs'

/** Rows of the letter; those that need a Chromium or a SpamAssassin are left out, which is said, where there is none. */
export async function letterRows() {
  return [...(await weightRows()), ...(await checkRows()), ...messageRows(), ...(await rowsInChromium())]
}

async function rowsInChromium() {
  const chromium = findChromium(process.env.PATH ?? '')
  if (chromium !== undefined) return looksRows(chromium)
  process.stderr.write('No rows of what the letter looks like: no chromium is on PATH.\n')
  return []
}

async function checkRows() {
  const { a11yFaults, structuralGaps, clientsBelowFloor, spamScore } = await letterChecks()
  if (spamScore === null) process.stderr.write('No score of SpamAssassin: it is not installed.\n')
  return [
    atMost('letter', 'accessibility faults', a11yFaults, 0),
    atMost('letter', 'structural gaps in the first mail programs', structuralGaps, 0),
    atMost('letter', 'mail programs below their floor', clientsBelowFloor, 0),
    ...(spamScore === null ? [] : [atMost('letter', 'highest score of SpamAssassin', spamScore, 0.5)]),
  ]
}

/** 100,000 messages a second on a machine whose nodemailer composes 600, so that the machine does not count. */
const messagesOfPeer = 167

/** The benchmark of messages, in a process of its own. */
function messageRows() {
  const bench = 'tests/bench/personalise.mjs'
  const { stdout, stderr, status } = spawnSync(process.execPath, [bench], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${bench} ended with ${status}: ${stderr}`)
  const { perCpuSecond, ratio } = JSON.parse(stdout)
  return [
    atLeast('letter', 'messages of 30 KB a second of CPU', perCpuSecond, 100_000),
    atLeast('letter', "the same, in times of nodemailer's composer", ratio, messagesOfPeer),
  ]
}

// What the letter is like, over every fixture of the tests: rows for the table of run-eval.mjs.
import { findChromium } from '../../src/letter/find-chromium.ts'
import { looksRows } from './letter-looks.mjs'
import { weightRows } from './letter-weight.mjs'

/** Rows of the letter; those that need a Chromium are left out, which is said, where there is none. */
export async function letterRows() {
  return [...(await weightRows()), ...(await rowsInChromium())]
}

async function rowsInChromium() {
  const chromium = findChromium(process.env.PATH ?? '')
  if (chromium !== undefined) return looksRows(chromium)
  process.stderr.write('No rows of what the letter looks like: no chromium is on PATH.\n')
  return []
}

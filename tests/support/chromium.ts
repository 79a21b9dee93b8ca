import { describe } from '@jest/globals'
import { findChromium } from '../../src/letter/find-chromium.ts'

/** The Chromium of PATH; undefined, said in one line, when there is none and none is required. */
export const chromium = findChromium(process.env['PATH'] ?? '') ?? missing()

/** Tests that need a Chromium; without one they are skipped. */
export const describeInChromium = chromium === undefined ? describe.skip : describe

function missing(): undefined {
  const hint = 'No chromium on PATH (apt-get install chromium)'
  if (process.env['REQUIRE_CHROMIUM']) throw new Error(`${hint}; this run requires it.`)
  process.stderr.write(`${hint}: the tests that need it are skipped.\n`)
}

import { checkAccessibility } from './check-accessibility.ts'
import { checkClients } from './check-clients.ts'
import { checkLines } from './check-lines.ts'
import { checkLinks } from './check-links.ts'
import { checkPlaceholders } from './check-placeholders.ts'
import { checkSize } from './check-size.ts'
import type { Finding } from './finding.ts'
import { openFinishedLetter, type FinishedLetter } from './finished-letter.ts'

/** Judges a letter by all that can be seen in it alone. Each of these checks is a gate: its `fail` holds the issue. */
export function checkLetter(letter: FinishedLetter): Finding[] {
  const opened = openFinishedLetter(letter)
  return [checkAccessibility, checkClients, checkSize, checkLinks, checkPlaceholders, checkLines].flatMap(
    (check) => check(opened),
  )
}

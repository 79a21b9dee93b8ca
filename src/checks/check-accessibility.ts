import { findContrastFaults } from './accessible-contrast.ts'
import {
  findAltFaults,
  findLinkTextFaults,
  findPlainLinkFaults,
  findVagueLinkFaults,
  findVmlFaults,
} from './accessible-links.ts'
import {
  findDirectionFaults,
  findHeadingFaults,
  findIdFaults,
  findLanguageFaults,
  findTableFaults,
  findTitleFaults,
  findZoomFaults,
} from './accessible-structure.ts'
import { findingsOf, type Fault, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'

interface Rule {
  readonly name: string
  readonly find: (letter: OpenedLetter) => Fault[]
  readonly well: string
}

/** The rules of the Email Markup Consortium's accessibility report (2026), with those of WCAG 2.2 that mail can break. */
const rules: readonly Rule[] = [
  { name: 'language', find: findLanguageFaults, well: 'letter and wrapper name their language' },
  { name: 'direction', find: findDirectionFaults, well: 'letter and wrapper name their direction' },
  { name: 'title', find: findTitleFaults, well: 'the letter has a title' },
  { name: 'tables', find: findTableFaults, well: 'layout tables are marked' },
  { name: 'headings', find: findHeadingFaults, well: 'one h1, no level skipped' },
  { name: 'link-text', find: findLinkTextFaults, well: 'every link has a text' },
  { name: 'alt', find: findAltFaults, well: 'every picture has an alt' },
  { name: 'contrast', find: findContrastFaults, well: 'text stands out, in light and in dark' },
  { name: 'vague-links', find: findVagueLinkFaults, well: 'link texts tell where they lead' },
  { name: 'plain-links', find: findPlainLinkFaults, well: 'links differ by more than colour' },
  { name: 'zoom', find: findZoomFaults, well: 'readers may zoom' },
  { name: 'ids', find: findIdFaults, well: 'no id stands twice' },
  { name: 'vml', find: findVmlFaults, well: 'no links in VML' },
]

/** Judges whether everyone can read a letter; each finding is named `accessibility/<rule>`. */
export function checkAccessibility(letter: OpenedLetter): Finding[] {
  return rules.flatMap(({ name, find, well }) =>
    findingsOf(`accessibility/${name}`, find(letter), { level: 'fail', well }),
  )
}

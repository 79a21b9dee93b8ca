import type { Finding } from '../../src/checks/finding.ts'
import type { FinishedLetter } from '../../src/checks/finished-letter.ts'
import { buildLetter, type LetterInput } from '../../src/letter/letter-model.ts'
import { readLetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { fixture } from '../letter/fixtures.ts'

/** The letter that the checks are tried on: it has no fault, and each test breaks one thing in it. */
export async function goodLetter(input: LetterInput = fixture('usual')): Promise<FinishedLetter> {
  const slotPrefix = 'R7k3f9x'
  const templates = await readLetterTemplates('templates')
  const { subject, preheader, html, text } = await renderLetter(buildLetter(input), slotPrefix, templates)
  return { subject, preheader, html, text, slotPrefix, publicUrl: 'https://news.harbour.example' }
}

/** The letter with one thing in its HTML replaced; it must be there. */
export function withHtml(letter: FinishedLetter, old: string | RegExp, changed: string): FinishedLetter {
  const html = letter.html.replace(old, changed)
  if (html === letter.html) throw new Error(`There is no ${String(old)} in the letter`)
  return { ...letter, html }
}

/** The letter with HTML put at the end of the wrapper of its content, black on white in any light. */
export function withAdded(letter: FinishedLetter, html: string): FinishedLetter {
  return withHtml(
    letter,
    /<\/div>\s*<\/body>/,
    `<div style="color:#000;background:#fff">${html}</div></div></body>`,
  )
}

/** The names of the checks that came out at a level. */
export function namesAt(findings: readonly Finding[], level: Finding['level']): string[] {
  return [...new Set(findings.filter((finding) => finding.level === level).map(({ check }) => check))]
}

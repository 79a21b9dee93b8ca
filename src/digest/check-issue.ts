import { checkLetter } from '../checks/check-letter.ts'
import { warn, type Finding } from '../checks/finding.ts'
import type { FinishedLetter } from '../checks/finished-letter.ts'
import type { Connection } from '../db/database.ts'
import { renderStoredIssue, type RenderedIssue, type RenderNeeds } from './render-issue.ts'
import type { IssueRow } from './issues.repository.ts'

/** Judges an issue as it stands: the stored bytes once it is frozen, its draft before. Throws `not_found`. */
export async function checkIssue(
  needs: RenderNeeds & { readonly db: Connection },
  issueId: number,
): Promise<{ readonly letter: FinishedLetter; readonly findings: Finding[] }> {
  const rendered = await renderStoredIssue(needs, issueId)
  const letter = finishedLetter(needs, rendered.issue, rendered)
  return { letter, findings: [...checkLetter(letter), ...rendered.notes.map(shortened)] }
}

/** What was done to keep the letter from being cut off is worth a look before it goes out. */
function shortened(note: string): Finding {
  const mend =
    'Nothing has to be done; `recap newsletter set max-items` or `recap article hide` choose otherwise.'
  return warn('shortened', { detail: note, where: null, mend })
}

/** What is judged of an issue that is rendered. */
export function finishedLetter(
  { publicUrl }: Pick<RenderNeeds, 'publicUrl'>,
  { slot_prefix: slotPrefix }: Pick<IssueRow, 'slot_prefix'>,
  { subject, preheader, html, text }: RenderedIssue,
): FinishedLetter {
  return { subject, preheader, html, text, slotPrefix, publicUrl }
}

/** Why an issue is held: how many checks fail, the first of them, and what to do; null when none does. */
export function holdingReason(findings: readonly Finding[], issueId: number): string | null {
  const failing = findings.filter(({ level }) => level === 'fail')
  if (failing.length === 0) return null
  const first = failing.slice(0, 3).map(({ check, detail }) => `${check}: ${detail}`)
  const more = failing.length > first.length ? ` and ${failing.length - first.length} more` : ''
  return `The letter fails its checks (${first.join('; ')}${more}). See all with \`recap issue check ${issueId}\`, mend them and build it again, then send it; or send it as it is with --despite-checks.`
}

import { renderStoredIssue, type RenderNeeds } from '../digest/render-issue.ts'
import type { Database } from '../db/database.ts'
import { personalise } from '../mail/personalise.ts'
import type { Clock } from '../time.ts'
import {
  openLetter,
  slotValues,
  writeMail,
  type FrozenLetter,
  type LetterNeeds,
  type WrittenMail,
} from './write-mail.ts'

export interface SampleNeeds extends RenderNeeds, LetterNeeds {
  readonly db: Database
  readonly now: Clock
}

/** Who reads a sample; a test is of today and says so in its subject. */
interface SampleReader {
  readonly email: string
  readonly isTest: boolean
}

/** The mail of an issue for a sample reader, whole and as its two bodies. */
interface Sample extends WrittenMail {
  readonly letter: FrozenLetter
  readonly html: string
  readonly text: string
  /** What was done to keep it from being cut off. */
  readonly notes: readonly string[]
}

/** Nobody has this number, so the links of a sample open no one's door. */
const nobody = 0

/** The mail of an issue as it stands, as a reader of an address would get it who subscribed just now. */
export async function writeSample(
  needs: SampleNeeds,
  issueId: number,
  { email, isTest }: SampleReader,
): Promise<Sample> {
  const stored = await renderStoredIssue(needs, issueId)
  const now = needs.now()
  const asTest = isTest && { subject: `[Test] ${stored.subject}`, date: now }
  const letter = openLetter(needs, { ...stored, ...asTest })
  const recipient = { subscriberId: nobody, email, consentAt: now, consentSource: 'sample' }
  const values = slotValues(letter, recipient)
  return {
    ...(await writeMail(letter, recipient)),
    letter,
    html: personalise(letter.html, values, 'html'),
    text: personalise(letter.text, values, 'text'),
    notes: stored.notes,
  }
}

import { renderStoredIssue } from '../digest/render-issue.ts'
import type { OutgoingMail } from '../mail/message.ts'
import type { DeliverNeeds } from './deliver-chunk.ts'
import { openLetter, writeMail, type FrozenLetter } from './write-mail.ts'

export type SampleNeeds = Pick<DeliverNeeds, 'db' | 'now' | 'keys' | 'publicUrl' | 'templates' | 'fromOf'>

/** Nobody has this number, so the links of a sample open no one's door. */
const nobody = 0

/** The mail of an issue as it stands, as a reader of an address would get it who subscribed just now. */
export async function writeSample(
  needs: SampleNeeds,
  issueId: number,
  email: string,
): Promise<{ letter: FrozenLetter; mail: OutgoingMail }> {
  const letter = openLetter(await renderStoredIssue(needs, issueId))
  const { keys, publicUrl } = needs
  const recipient = { subscriberId: nobody, email, consentAt: needs.now(), consentSource: 'sample' }
  return {
    letter,
    mail: writeMail({ keys, publicUrl, from: needs.fromOf(letter.newsletter) }, letter, recipient),
  }
}

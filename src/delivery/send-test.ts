import { AppError } from '../errors.ts'
import { renderStoredIssue } from '../digest/render-issue.ts'
import { composeMessage } from '../mail/message.ts'
import { senderAddress } from '../sender.ts'
import { parseAddress } from '../subscribers/address.ts'
import type { DeliverNeeds } from './deliver-chunk.ts'
import { openLetter, writeMail } from './write-mail.ts'

/** A recipient that does not exist: the links of a test mail open no one's door. */
const nobody = 0

/** Mails an issue as it stands to one address, with [Test] before the subject; the ledger does not change. */
export async function sendTest(
  needs: Omit<DeliverNeeds, 'stopping' | 'owner' | 'timing'>,
  issueId: number,
  to: string,
) {
  const { email } = parseAddress(to)
  const letter = openLetter(await renderStoredIssue(needs, issueId))
  const from = needs.fromOf(letter.newsletter)
  const recipient = { subscriberId: nobody, email, consentAt: needs.now() }
  const mail = writeMail({ keys: needs.keys, publicUrl: needs.publicUrl, from }, letter, recipient)
  const message = await composeMessage({ ...mail, subject: `[Test] ${mail.subject}`, date: needs.now() })
  const outcome = await needs.mailer.send({ from: senderAddress(from), to: email }, message)
  if (outcome.kind !== 'accepted') {
    throw new AppError('unreachable', `The mail server did not take the test mail: ${outcome.response}`)
  }
  return { to: email, response: outcome.response }
}

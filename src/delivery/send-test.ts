import { AppError } from '../errors.ts'
import { composeMessage } from '../mail/message.ts'
import { senderAddress } from '../sender.ts'
import { parseAddress } from '../subscribers/address.ts'
import type { DeliverNeeds } from './deliver-chunk.ts'
import { writeSample, type SampleNeeds } from './write-sample.ts'

/** Mails an issue as it stands to one address, with [Test] before the subject; the ledger does not change. */
export async function sendTest(
  needs: SampleNeeds & Pick<DeliverNeeds, 'mailer'>,
  issueId: number,
  to: string,
) {
  const { email } = parseAddress(to)
  const { mail } = await writeSample(needs, issueId, email)
  const message = await composeMessage({ ...mail, subject: `[Test] ${mail.subject}`, date: needs.now() })
  const outcome = await needs.mailer.send({ from: senderAddress(mail.from), to: email }, message)
  if (outcome.kind !== 'accepted') {
    throw new AppError('unreachable', `The mail server did not take the test mail: ${outcome.response}`)
  }
  return { to: email, response: outcome.response }
}

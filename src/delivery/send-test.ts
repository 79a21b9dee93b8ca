import { AppError } from '../errors.ts'
import { joinMessage } from '../mail/message-bytes.ts'
import type { Mailer } from '../mail/transport.ts'
import { parseAddress } from '../subscribers/address.ts'
import { writeSample, type SampleNeeds } from './write-sample.ts'

/** Mails an issue as it stands to one address, with [Test] before the subject; the ledger does not change. */
export async function sendTest(
  needs: SampleNeeds & { readonly mailer: Mailer },
  issueId: number,
  to: string,
) {
  const { email } = parseAddress(to)
  const { envelope, message } = await writeSample(needs, issueId, { email, isTest: true })
  const outcome = await needs.mailer.send(envelope, joinMessage(message))
  if (outcome.kind !== 'accepted') {
    throw new AppError('unreachable', `The mail server did not take the test mail: ${outcome.response}`)
  }
  return { to: email, response: outcome.response }
}

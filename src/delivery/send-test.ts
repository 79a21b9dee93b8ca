import { AppError } from '../errors.ts'
import { joinMessage } from '../mail/message-bytes.ts'
import type { Mailer } from '../mail/transport.ts'
import { recordAct } from '../digest/record-act.ts'
import { maskAddress, parseAddress } from '../subscribers/address.ts'
import { writeSample, type SampleNeeds } from './write-sample.ts'

/** Who wants to see which issue, and where. */
export interface TestOrder {
  readonly issueId: number
  readonly to: string
  readonly by: string
}

/** Mails an issue as it stands to one address, with [Test] before the subject; the ledger does not change. */
export async function sendTest(
  needs: SampleNeeds & { readonly mailer: Mailer },
  { issueId, to, by }: TestOrder,
) {
  const { email } = parseAddress(to)
  const { envelope, message } = await writeSample(needs, issueId, { email, isTest: true })
  const outcome = await needs.mailer.send(envelope, joinMessage(message))
  if (outcome.kind !== 'accepted') {
    throw new AppError('unreachable', `The mail server did not take the test mail: ${outcome.response}`)
  }
  await recordAct(needs.db, { issueId, by, action: 'test', detail: { to: maskAddress(email) } })
  return { to: email, response: outcome.response }
}

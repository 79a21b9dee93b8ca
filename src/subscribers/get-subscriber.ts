import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { parseAddress } from './address.ts'
import { findSubscriptionByKey, type SubscriptionRow } from './subscribers.repository.ts'

/** The subscription of an address; throws `not_found` when there is none. */
export async function getSubscriber(
  db: Database,
  newsletterId: number,
  email: string,
): Promise<SubscriptionRow> {
  const address = parseAddress(email)
  const row = await findSubscriptionByKey(db, newsletterId, address.key)
  if (!row) throw noSubscriber(address.email)
  return row
}

export function noSubscriber(email: string): AppError {
  return new AppError('not_found', `${email} is no subscriber. \`recap subscriber list\` shows who is.`)
}

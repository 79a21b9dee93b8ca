import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import type { KeyRing } from '../key-ring.ts'
import type { Clock } from '../time.ts'
import { parseAddress } from './address.ts'
import { addressHmac } from './address-hmac.ts'
import { insertSubscription, upsertSubscriber } from './subscribers.repository.ts'

export interface SubscriberNeeds {
  readonly db: Database
  readonly keys: KeyRing
  readonly now: Clock
}

export interface SubscriberInput {
  readonly newsletterId: number
  readonly email: string
  readonly name?: string | undefined
  readonly consent: string
  readonly source: string
}

/**
 * Adds a person whose consent is already proven. The subscription of a person who is there or has left stays as it is;
 * a name that is given replaces the one before.
 */
export async function addSubscriber(
  { db, keys, now }: SubscriberNeeds,
  input: SubscriberInput,
): Promise<{ id: number; email: string; created: boolean }> {
  const address = parseAddress(input.email)
  if (input.consent.trim() === '') {
    throw new AppError(
      'bad_input',
      'Say when and how this person agreed to get the newsletter (--consent TEXT).',
    )
  }
  return db.transaction().execute(async (trx) => {
    const person = { ...address, addressHmac: addressHmac(keys, address), name: input.name ?? null }
    const { id } = await upsertSubscriber(trx, person)
    const consent = { text: input.consent.trim(), source: input.source, ip: null, at: now() }
    const created = await insertSubscription(
      trx,
      { subscriberId: id, newsletterId: input.newsletterId },
      consent,
    )
    return { id, email: address.email, created }
  })
}

import { AppError } from '../errors.ts'
import type { Database, DatabaseTransaction } from '../db/database.ts'
import type { KeyRing } from '../key-ring.ts'
import type { Clock } from '../time.ts'
import { parseAddress } from './address.ts'
import { addressHmac } from './address-hmac.ts'
import { updateDetails } from './details.repository.ts'
import { checkDetails, type PersonDetails } from './person-details.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'
import { insertSubscription, upsertSubscriber } from './subscribers.repository.ts'

export interface SubscriberNeeds {
  readonly db: Database
  readonly keys: KeyRing
  readonly now: Clock
}

export interface SubscriberInput extends PersonDetails {
  readonly newsletterId: number
  readonly email: string
  readonly consent: string
  readonly source: string
}

/** Whom an addition is about; `created` is false for a person who was there before. */
export interface AddedSubscriber {
  readonly id: number
  readonly email: string
  readonly created: boolean
}

/**
 * Adds a person whose consent is already proven. The subscription of a person who is there or has left stays as it is;
 * a name that is given replaces the one before.
 */
export async function addSubscriber(
  { db, keys, now }: SubscriberNeeds,
  input: SubscriberInput,
): Promise<AddedSubscriber> {
  checkInput(input)
  return db.transaction().execute((trx) => addSubscriberIn(trx, { keys, now }, input))
}

/** The same within a transaction of the caller. */
export async function addSubscriberIn(
  trx: DatabaseTransaction,
  { keys, now }: Omit<SubscriberNeeds, 'db'>,
  input: SubscriberInput,
): Promise<AddedSubscriber> {
  const { address, details, consent } = checkInput(input)
  const { newsletterId, source } = input
  const person = { ...address, addressHmac: addressHmac(keys, address), name: details.name ?? null }
  const { id } = await upsertSubscriber(trx, person)
  const subject = { subscriberId: id, newsletterId }
  const at = now()
  const created = await insertSubscription(trx, subject, { text: consent, source, ip: null, at })
  if (created) {
    const { locale, timeZone, topics } = details
    await updateDetails(trx, subject, { locale, timeZone, topics })
    await insertSubscriberEvents(trx, [{ ...subject, at, kind: 'added', source, detail: { consent } }])
  }
  return { id, email: address.email, created }
}

function checkInput(input: SubscriberInput) {
  const address = parseAddress(input.email)
  const consent = input.consent.trim()
  if (consent === '') {
    throw new AppError(
      'bad_input',
      'Say when and how this person agreed to get the newsletter (--consent TEXT).',
    )
  }
  return { address, consent, details: checkDetails(input) }
}

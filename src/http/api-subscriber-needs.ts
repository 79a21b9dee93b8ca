import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { answerOnce } from '../access/answer-once.ts'
import type { App } from '../app.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { addSubscriberIn, type SubscriberInput } from '../subscribers/add-subscriber.ts'
import { changeSubscriber } from '../subscribers/change-subscriber.ts'
import { eraseSubscriber } from '../subscribers/erase-subscriber.ts'
import { listSubscribers } from '../subscribers/list-subscribers.ts'
import type { PersonDetails } from '../subscribers/person-details.ts'
import { showSubscriber } from '../subscribers/show-subscriber.ts'
import { unsubscribeAddress } from '../subscribers/unsubscribe-address.ts'
import { addedSubscriber } from './subscriber-schemas.ts'

const source = 'API'

/** A person to add as a token's holder sends one. */
export interface SubscriberAddition {
  readonly tokenId: number
  readonly idempotencyKey: string | undefined
  readonly person: Pick<SubscriberInput, 'email' | 'consent' | keyof PersonDetails>
}

export type AdditionOutcome =
  | {
      readonly outcome: 'answered'
      readonly replayed: boolean
      readonly added: z.output<typeof addedSubscriber>
    }
  | { readonly outcome: 'busy' | 'other_request' }

/** What the API does with subscribers, from the parts of the app. */
export type SubscriberNeedsOfApi = ReturnType<typeof apiSubscriberNeeds>

export function apiSubscriberNeeds(app: App) {
  const people = { db: app.db, keys: app.config.keys, now: app.now }
  const newsletter = async (): Promise<number> => (await getNewsletter(app.db)).id
  return {
    add: async (addition: SubscriberAddition) => addOnce(app, await newsletter(), addition),
    list: async (page: { after: number; limit: number }) => listSubscribers(app.db, await newsletter(), page),
    show: async (email: string) => showSubscriber(app.db, await newsletter(), email),
    change: async (email: string, details: PersonDetails) =>
      changeSubscriber(people, { newsletterId: await newsletter(), email, details, source }),
    unsubscribe: async (email: string) =>
      unsubscribeAddress(people, { newsletterId: await newsletter(), email, source }),
    erase: async (email: string, suppress: boolean) =>
      eraseSubscriber(people, { newsletterId: await newsletter(), email, suppress, actor: source }),
  }
}

async function addOnce(
  app: App,
  newsletterId: number,
  { tokenId, idempotencyKey, person }: SubscriberAddition,
): Promise<AdditionOutcome> {
  const asked = `POST /api/subscribers\n${JSON.stringify(person)}`
  const request = { tokenId, key: idempotencyKey, hash: createHash('sha256').update(asked).digest() }
  const answer = await answerOnce(app, request, async (trx) => {
    const needs = { keys: app.config.keys, now: app.now }
    const added = await addSubscriberIn(trx, needs, { ...person, newsletterId, source })
    const { status } = await showSubscriber(trx, newsletterId, added.email)
    return { status: added.created ? 201 : 200, response: { ...added, status } }
  })
  if (answer.outcome !== 'answered') return answer
  return { outcome: 'answered', replayed: answer.replayed, added: addedSubscriber.parse(answer.response) }
}

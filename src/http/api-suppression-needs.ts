import type { App } from '../app.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { suppressAddress, unsuppressAddress } from '../subscribers/suppress-address.ts'
import { listSuppressions, type SuppressionReason } from '../subscribers/suppressions.repository.ts'

/** What the API does with suppressions, from the parts of the app: the use cases of the command line. */
export type SuppressionNeedsOfApi = ReturnType<typeof apiSuppressionNeeds>

export function apiSuppressionNeeds(app: App) {
  const people = { db: app.db, keys: app.config.keys, now: app.now }
  const newsletter = async (): Promise<number> => (await getNewsletter(app.db)).id
  return {
    list: (page: { after: Buffer; limit: number }) => listSuppressions(app.db, page),
    add: async (email: string, { reason, note }: { reason: SuppressionReason; note: string }) =>
      suppressAddress(people, { newsletterId: await newsletter(), email, reason, source: note }),
    remove: async (email: string) =>
      unsuppressAddress(people, { newsletterId: await newsletter(), email, source: 'API' }),
  }
}

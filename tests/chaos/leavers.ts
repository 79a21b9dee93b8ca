import { setTimeout as delay } from 'node:timers/promises'
import { setUnsubscribed } from '../../src/subscribers/subscribers.repository.ts'
import { waitUntil } from '../support/wait-until.ts'
import type { Rig } from './rig.ts'

const betweenMs = 200

/** Lets a few people leave one after the other while their issue goes out, and notes when that was committed. */
export async function unsubscribeSome(rig: Rig): Promise<void> {
  const step = Math.floor(rig.recipients / 6)
  const newsletter = await rig.app.db.selectFrom('newsletter').select('id').executeTakeFirstOrThrow()
  for (let n = step; n < rig.recipients; n += step) {
    const email = `reader${n}@readers.example`
    const leave = async (): Promise<boolean> => {
      const { id } = await rig.app.db
        .selectFrom('subscriber')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      await setUnsubscribed(rig.app.db, { subscriberId: id, newsletterId: newsletter.id }, new Date())
      return true
    }
    // The database may be away; whoever leaves then is told so, and tries again.
    await waitUntil(`${email} has left`, () => leave().catch(() => false), 60_000)
    rig.leavers.push({ email, committedAt: Date.now() })
    await delay(betweenMs)
  }
  rig.haveLeft = true
}

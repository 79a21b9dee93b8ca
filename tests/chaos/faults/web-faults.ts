import { setTimeout as delay } from 'node:timers/promises'
import { signToken } from '../../../src/subscribers/token.ts'
import { getNewsletter } from '../../../src/digest/ensure-newsletter.ts'
import { waitUntil } from '../../support/wait-until.ts'
import type { Rig } from '../rig.ts'
import { startWeb } from '../web-handle.ts'
import type { Fault } from './fault.ts'

const leaving = 40
const atOnce = 4

/** A web server that dies while readers leave: whoever heard 200 has left for good (I10). */
export const webFaults: readonly Fault[] = [
  { name: 'the web server is killed while readers leave', strike: killWeb },
]

async function killWeb(rig: Rig): Promise<void> {
  const people = await listPeople(rig)
  const before = rig.leavers.length
  let web = await startWeb(rig.env)
  const answered = (): number => rig.leavers.length - before
  const walking = Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let person = people.pop(); person; person = people.pop()) {
        const isGone = await leave(`${web.url}/unsubscribe/${person.token}`)
        if (isGone) rig.leavers.push({ email: person.email, committedAt: Date.now() })
        else {
          people.unshift(person)
          await delay(50)
        }
      }
    }),
  )
  for (const share of [0.3, 0.6]) {
    await waitUntil('some have left', () => answered() >= share * leaving)
    await web.kill()
    web = await startWeb({ ...rig.env, PORT: web.port })
  }
  await walking
  await web.kill()
}

async function leave(url: string): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(10_000) }).catch(
    () => undefined,
  )
  await answer?.arrayBuffer().catch(() => undefined)
  return answer?.status === 200
}

/** Some of the last, so that a part of them leaves before their mail. */
async function listPeople({ app }: Rig): Promise<{ email: string; token: string }[]> {
  const newsletter = await getNewsletter(app.db)
  const rows = await app.db
    .selectFrom('subscriber')
    .select(['id', 'email'])
    .orderBy('id', 'desc')
    .limit(leaving)
    .execute()
  return rows.map(({ id, email }) => ({
    email,
    token: signToken(app.config.keys, 'unsubscribe', { subscriberId: id, newsletterId: newsletter.id }),
  }))
}

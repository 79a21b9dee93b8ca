import { sql } from 'kysely'
import { readToken, type TokenPurpose } from '../../src/subscribers/token.ts'
import type { Evidence, LedgerRow } from './evidence.ts'
import type { Rig } from './rig.ts'
import { readWrites } from './watch-writes.ts'

/** Collects what mail server, ledger and database say of a run that is over. */
export async function gatherEvidence(
  rig: Rig,
  { books, slowestRecoveryMs }: Pick<Evidence, 'books' | 'slowestRecoveryMs'>,
): Promise<Evidence> {
  const { db } = rig.app
  const issue = await db
    .selectFrom('issue')
    .selectAll()
    .where('id', '=', rig.issueId)
    .executeTakeFirstOrThrow()
  const { count } = await db
    .selectFrom('issue')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('slot_key', '=', issue.slot_key)
    .executeTakeFirstOrThrow()
  return {
    sink: rig.sink.records(),
    ledger: await readLedger(rig),
    books,
    damage: rig.damage,
    leavers: rig.leavers,
    ...(await readWrites(db)),
    issuesOfSlot: count,
    frozenAt: (issue.frozen_at?.getTime() ?? 0) - rig.app.now().getTime() + Date.now(),
    contentHashes: [...new Set([issue.content_hash ?? ''])],
    lostLeavers: await listForgotten(rig),
    subscriberOf: (link) => subscriberOf(rig, link),
    slowestRecoveryMs,
  }
}

async function readLedger({ app, issueId }: Rig): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    SELECT delivery.seq, delivery.subscriber_id AS "subscriberId", subscriber.email, delivery.state, delivery.attempt, delivery.epoch
    FROM delivery JOIN subscriber ON subscriber.id = delivery.subscriber_id
    WHERE delivery.issue_id = ${issueId} ORDER BY delivery.seq`.execute(app.db)
  return rows
}

async function listForgotten({ app, leavers }: Rig): Promise<string[]> {
  const rows = await app.db
    .selectFrom('subscriber')
    .innerJoin('subscription', 'subscription.subscriber_id', 'subscriber.id')
    .select('subscriber.email')
    .where('subscription.status', '<>', 'unsubscribed')
    .execute()
  const here = new Set(rows.map(({ email }) => email))
  return leavers.map(({ email }) => email).filter((email) => here.has(email))
}

function subscriberOf({ app }: Rig, link: string): number | undefined {
  const [, purpose = '', token = ''] = link.split('/')
  return readToken(app.config.keys, purpose as TokenPurpose, token)?.subscriberId
}

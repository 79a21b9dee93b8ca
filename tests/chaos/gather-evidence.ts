import { sql } from 'kysely'
import { messageId } from '../../src/mail/message-id.ts'
import { senderDomain } from '../../src/sender.ts'
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
  return {
    sink: rig.sink.records(),
    ledger: await readLedger(rig),
    books,
    damage: rig.damage,
    killed: rig.workers.filter((worker) => worker.wasKilled()).length,
    leavers: rig.leavers,
    ...(await readWrites(db)),
    doubledSlots: await listDoubledSlots(rig),
    lostLeavers: await listForgotten(rig),
    subscriberOf: (link) => subscriberOf(rig, link),
    slowestRecoveryMs,
    findings: rig.findings,
  }
}

interface LedgerLine extends Omit<LedgerRow, 'messageId'> {
  readonly seed: Buffer
  readonly from: string
}

async function readLedger({ app }: Rig): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerLine>`
    SELECT delivery.issue_id AS "issueId", delivery.seq, delivery.subscriber_id AS "subscriberId", subscriber.email,
      delivery.state, issue.message_seed AS seed, newsletter.mail_from AS "from"
    FROM delivery
    JOIN subscriber ON subscriber.id = delivery.subscriber_id
    JOIN issue ON issue.id = delivery.issue_id
    JOIN newsletter ON newsletter.id = issue.newsletter_id
    ORDER BY delivery.issue_id, delivery.seq`.execute(app.db)
  return rows.map(({ seed, from, ...row }) => ({
    ...row,
    messageId: messageId(seed, row.subscriberId, senderDomain(from)),
  }))
}

async function listDoubledSlots({ app }: Rig): Promise<string[]> {
  const rows = await app.db
    .selectFrom('issue')
    .select('slot_key')
    .groupBy(['newsletter_id', 'slot_key'])
    .having((eb) => eb.fn.countAll(), '>', 1)
    .execute()
  return rows.map((row) => row.slot_key)
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

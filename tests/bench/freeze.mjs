import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openDatabase } from '../../dist/src/db/database.js'
import { openEmbeddedPostgres } from '../../dist/src/db/embedded.js'
import { migrate } from '../../dist/src/db/migrate.js'
import { planAudience } from '../../dist/src/delivery/plan-audience.js'
import { ensureNewsletter, getNewsletter } from '../../dist/src/digest/ensure-newsletter.js'

/**
 * How long the audience of an issue takes to be written down, and what the ledger of it weighs, beside a plain copy of
 * as many rows in the same run: `npm run bench:freeze -- --recipients 1000000`. Prints one JSON object.
 */
const { values } = parseArgs({ options: { recipients: { type: 'string', default: '1000000' } } })
const recipients = Number(values.recipients)
/** Updates stay on their page, so a part tells of the whole. */
const sent = Math.min(recipients, 110_000)
const folder = mkdtempSync(path.join(tmpdir(), 'recap-bench-'))
// Run by root, PostgreSQL belongs to another user, who has to get in.
chmodSync(folder, 0o755)
const postgres = await openEmbeddedPostgres(folder)
const db = await openDatabase(postgres.url, 'recap bench')
try {
  await migrate(db)
  await ensureNewsletter(db)
  const newsletter = await getNewsletter(db)
  await addPeople(newsletter.id)
  const issue = await addIssue(newsletter.id)
  const freeze = await timed(() => db.transaction().execute((trx) => planAudience(trx, issue, new Date())))
  const peer = await timed(() =>
    sql`CREATE TABLE plain AS SELECT subscriber_id, row_number() OVER (ORDER BY subscriber_id) AS seq,
      'pending'::text AS state FROM subscription`.execute(db),
  )
  const frozenMiB = await ledgerMiB(issue.id)
  await sendAll(issue.id)
  const result = {
    recipients: freeze.result,
    seconds: freeze.seconds,
    peer: 'CREATE TABLE AS SELECT',
    peerSeconds: peer.seconds,
    ratio: round(freeze.seconds / peer.seconds),
    ledgerMiB: { frozen: frozenMiB, sent: await ledgerMiB(issue.id), sentRecipients: sent },
    rssMiB: round(process.memoryUsage().rss / 2 ** 20),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
} finally {
  await db.destroy()
  await postgres.close()
  rmSync(folder, { recursive: true, force: true })
}

async function addPeople(newsletterId) {
  await sql`INSERT INTO subscriber (email, email_key, address_hmac)
    SELECT 'reader' || n || '@readers.example', 'reader' || n || '@readers.example', sha256(n::text::bytea)
    FROM generate_series(1, ${recipients}) AS n`.execute(db)
  await sql`INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_at, confirmed_at)
    SELECT id, ${newsletterId}, 'active', 'bench', 'bench', now(), now() FROM subscriber`.execute(db)
  await sql`ANALYZE subscriber`.execute(db)
  await sql`ANALYZE subscription`.execute(db)
}

async function addIssue(newsletterId) {
  return db
    .insertInto('issue')
    .values({
      newsletter_id: newsletterId,
      slot_key: 'bench',
      slug: 'bench',
      window_start: new Date(),
      window_end: new Date(),
      slot_prefix: 'bench',
      message_seed: Buffer.alloc(32),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Updates the rows as a send does, twice each and batch by batch, without the mails. */
async function sendAll(issueId) {
  const partition = sql.table(`delivery_${issueId}`)
  for (let seq = 1; seq <= sent; seq += 22) {
    await sql`UPDATE ${partition} SET state = 'attempted', epoch = 1, attempt = 1, attempted_at = clock_timestamp()
        WHERE issue_id = ${issueId} AND seq BETWEEN ${seq} AND ${seq + 21}`.execute(db)
    await sql`UPDATE ${partition} SET state = 'accepted', code = 250, finished_at = clock_timestamp(),
          response = '250 2.0.0 Ok: queued as 4f8sX91z2Zz4w8'
        WHERE issue_id = ${issueId} AND seq BETWEEN ${seq} AND ${seq + 21}`.execute(db)
  }
}

async function ledgerMiB(issueId) {
  const { rows } = await sql`
    SELECT pg_total_relation_size(${`delivery_${issueId}`}::regclass) + pg_total_relation_size('chunk') AS bytes`.execute(
    db,
  )
  return round(Number(rows[0].bytes) / 2 ** 20)
}

async function timed(work) {
  const start = performance.now()
  const result = await work()
  return { result, seconds: round((performance.now() - start) / 1_000) }
}

function round(value) {
  return Math.round(value * 100) / 100
}

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { Client } from 'pg'
import { openEmbeddedPostgres } from '../../dist/src/db/embedded.js'
import { openDatabase } from '../../dist/src/db/database.js'
import { migrate } from '../../dist/src/db/migrate.js'
import { ensureNewsletter } from '../../dist/src/digest/ensure-newsletter.js'
import { addressHmac } from '../../dist/src/subscribers/address-hmac.js'
import { parseAddress } from '../../dist/src/subscribers/address.js'
import { signToken } from '../../dist/src/subscribers/token.js'
import { postgresCpu, processCpu } from './cpu-time.mjs'
import { medians } from './medians.mjs'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, profile: { type: 'string' } },
})
const seconds = Number(values.seconds)
const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []
const people = 100_000
const key = Buffer.alloc(32, 7)
const ring = [{ id: 'k1', key }]
const base = mkdtempSync(path.join(tmpdir(), 'recap-bench-http-'))
chmodSync(base, 0o755)
const postgres = await openEmbeddedPostgres(base)
const query = async (text) => {
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  return client.query(text).finally(() => client.end())
}

async function migrateAll() {
  const db = await openDatabase(postgres.url, 'recap bench')
  await migrate(db)
  await ensureNewsletter(db)
  await db.destroy()
}

/** The web server as it is run for real, in a process of its own; its port is known beforehand. */
async function startWeb(port) {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: postgres.url,
    DATA_DIR: path.join(base, 'web'),
    SECRET_KEYS: `k1:${key.toString('base64')}`,
    PORT: String(port),
    TRUST_PROXY: 'true',
    LOG_LEVEL: 'warn',
  }
  const child = spawn(process.execPath, [...profiling, 'bin/recap.js', 'web'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
  return child
}

/** Processor time of servers that were stopped. */
let endedCpu = 0

async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return
  endedCpu += processCpu(child.pid)
  child.kill(signal)
  await once(child, 'exit')
}

async function startBare() {
  const child = spawn(process.execPath, ['tests/bench/bare-server.mjs'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = await once(child.stdout, 'data')
  return { child, url: String(address).trim() }
}

async function suppressAll(count) {
  const hmacs = Array.from({ length: count }, (_, n) =>
    addressHmac(ring, parseAddress(`${n}@suppressed.example`)).toString('hex'),
  )
  await query(`INSERT INTO suppression (address_hmac, reason, source)
    SELECT decode(hex, 'hex'), 'complaint', 'bench' FROM unnest(ARRAY['${hmacs.join("','")}']) AS hex`)
}

const port = 20_000 + Math.floor(Math.random() * 20_000)
const url = `http://127.0.0.1:${port}`
await migrateAll()
let web = await startWeb(port)
await query(`INSERT INTO subscriber (email, email_key, address_hmac)
  SELECT n || '@r.example', n || '@r.example', decode(md5(n::text), 'hex') FROM generate_series(1, ${people}) n`)
await query(`INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_at)
  SELECT subscriber.id, newsletter.id, 'active', 'x', 'bench', now() FROM subscriber, newsletter`)
const { rows } = await query(`SELECT subscriber_id AS id, newsletter_id AS list FROM subscription ORDER BY 1`)
const tokens = rows.map(({ id, list }) =>
  signToken(ring, 'unsubscribe', { subscriberId: id, newsletterId: list }),
)
const idOf = new Map(rows.map(({ id }, index) => [tokens[index], id]))

/** Runs a load at a rate and gives its figures; `next` makes the request of each call. */
async function load({ target, rate, forSeconds, next, cpu, onAnswer = () => undefined }) {
  const cpuBefore = cpu()
  const run = autocannon({
    url: target,
    connections: 40,
    duration: forSeconds,
    overallRate: rate,
    requests: [
      {
        setupRequest: (request, context) => ({ ...request, ...next(context) }),
        onResponse: (status, _body, context) => onAnswer(status, context),
      },
    ],
  })
  const result = await run
  const { p50, p99, max } = result.latency
  const answers = { '2xx': result['2xx'], '4xx': result['4xx'], '5xx': result['5xx'], errors: result.errors }
  const cpuUs = cpu().map((after, index) =>
    Math.round(((after - cpuBefore[index]) * 1e6) / result.requests.total),
  )
  return { perSecond: Math.round(result.requests.average), p50, p99, max, ...answers, cpuUs }
}

const table = []
const bare = await startBare()
async function measure(name, options) {
  const cpuOfAll = () => [
    endedCpu + (web.exitCode === null && web.signalCode === null ? processCpu(web.pid) : 0),
    postgresCpu(base),
  ]
  const {
    cpuUs: [serverCpuUs, postgresCpuUs],
    ...own
  } = await load({ target: url, cpu: cpuOfAll, ...options })
  const reference = await load({
    ...options,
    target: bare.url,
    cpu: () => [processCpu(bare.child.pid)],
    forSeconds: Math.min(10, options.forSeconds),
    onAnswer: undefined,
  })
  table.push({
    name,
    ...own,
    'bare p99': reference.p99,
    ratio: Number((own.p99 / Math.max(reference.p99, 1)).toFixed(1)),
    'server CPU us': serverCpuUs,
    'PostgreSQL CPU us': postgresCpuUs,
    'bare CPU us': reference.cpuUs[0],
  })
  process.stderr.write(`${JSON.stringify(table.at(-1))}\n`)
}

let turn = 0
const token = () => tokens[(turn += 1) % tokens.length]
const acknowledged = new Set()
const oneClick = (context) => {
  const mine = token()
  context.mine = mine
  return {
    method: 'POST',
    path: `/unsubscribe/${mine}`,
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}
const forged = () => ({ path: `/unsubscribe/u.${(turn += 1).toString(36)}.1.k1.${'A'.repeat(24)}` })

await measure('GET the unsubscribe page', {
  rate: 3000,
  forSeconds: seconds / 3,
  next: () => ({ path: `/unsubscribe/${token()}` }),
})
await measure('invalid tokens', { rate: 5000, forSeconds: seconds / 3, next: forged })
await measure('sign-ups', {
  rate: 300,
  forSeconds: seconds / 3,
  next: () => ({
    method: 'POST',
    path: '/subscribe',
    body: `email=new-${(turn += 1)}@r.example`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`,
    },
  }),
})
await measure('POST one-click', { rate: 1000, forSeconds: seconds / 3, next: oneClick })
/** Kills the server in the middle of the run and starts it again; what was acknowledged must be in the database. */
async function killHalfway() {
  await delay(seconds * 500)
  await stop(web, 'SIGKILL')
  web = await startWeb(port)
}
const restarted = killHalfway()
await measure('POST one-click across kill -9', {
  rate: 1000,
  forSeconds: seconds,
  next: oneClick,
  onAnswer: (status, context) => status === 200 && acknowledged.add(context.mine),
})
await restarted
const left = await query(`SELECT subscriber_id AS id FROM subscription WHERE status = 'unsubscribed'`)
const ended = new Set(left.rows.map(({ id }) => id))
const lost = [...acknowledged].filter((one) => !ended.has(idOf.get(one))).length
process.stdout.write(`${JSON.stringify({ acknowledged: acknowledged.size, lost, table }, null, 1)}\n`)

const rounds = Math.ceil(seconds * 25)
const at = (bad) => ({ path: `/unsubscribe/${bad}` })
const subjectOf = (n) => ({ subscriberId: (n % people) + 1, newsletterId: rows[0].list })
const good = (n) => signToken(ring, 'unsubscribe', subjectOf(n))
const tokens404 = {
  random: () => at(randomBytes(30).toString('base64url')),
  'random in shape': (n) => at(`u.${n.toString(36)}.1.k1.${randomBytes(18).toString('base64url')}`),
  truncated: (n) => at(good(n).slice(0, -1)),
  'bit-flipped': (n) => at(good(n).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))),
  'other purpose': (n) => at(signToken(ring, 'preferences', subjectOf(n))),
  'other newsletter': (n) => at(good(n).replace(/^(u\.[^.]+\.)[^.]+/, '$1zz')),
  'other person': (n) => at(good(n).replace(/^u\.[^.]+/, 'u.zzzz')),
}
const enter = (email) => ({
  path: '/subscribe',
  method: 'POST',
  body: new URLSearchParams({ email }),
  headers: { 'x-forwarded-for': `10.9.${((turn += 1) >> 8) & 255}.${turn & 255}` },
})
const addresses = {
  known: (n) => enter(`${n + 1}@r.example`),
  unknown: (n) => enter(`${n}@nobody.example`),
  suppressed: (n) => enter(`${n}@suppressed.example`),
  broken: (n) => enter(`${n}-broken-example`),
}
await suppressAll(rounds)
await medians(url, tokens404, 300)
process.stdout.write(`${JSON.stringify({ 'bad tokens, ms': await medians(url, tokens404, 2 * rounds) })}\n`)
process.stdout.write(`${JSON.stringify({ 'sign-ups, ms': await medians(url, addresses, rounds) })}\n`)
await stop(web, 'SIGTERM')
await stop(bare.child, 'SIGKILL')
await postgres.close()
rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
process.exit(lost === 0 ? 0 : 1)

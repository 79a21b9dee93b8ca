// Imports and exports a generated file through the built command line, beside a bare COPY of the same file, and prints
// one line of JSON. node tests/bench/import.mjs [--rows 1000000] [--line-bytes 1000 for a file of 1 GB]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openEmbeddedPostgres } from '../../dist/src/db/embedded.js'
import { postgresCpu } from './cpu-time.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, 'line-bytes': { type: 'string', default: '0' } },
})
const rows = Number(values.rows)
const lineBytes = Number(values['line-bytes'])
const folder = mkdtempSync(path.join(tmpdir(), 'recap-bench-'))
// Run by root, PostgreSQL belongs to another user, who has to get in.
chmodSync(folder, 0o755)
const file = path.join(folder, 'people.csv')
const exported = path.join(folder, 'exported.csv')
const env = { ...process.env, DATA_DIR: path.join(folder, 'data') }

try {
  await writePeople()
  const postgres = await openEmbeddedPostgres(env.DATA_DIR)
  try {
    const raw = await bareCopy(postgres.url)
    const imported = await recap(['subscriber', 'import', file, '--json'])
    const again = await recap(['subscriber', 'import', file, '--json'])
    const out = await recap(['subscriber', 'export', '--out', exported, '--json'])
    print({ raw, imported, again, out })
  } finally {
    await postgres.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function writePeople() {
  const stream = createWriteStream(file)
  stream.write('email,name,consent,locale,time_zone,topics,confirmed_at\n')
  for (let n = 1; n <= rows; n++) {
    const head = `reader.${n}@site${n % 997}.example,Reader ${n},web form`
    const tail = `,${n % 3 === 0 ? 'de' : 'en'},Europe/Berlin,ports;ferries,2026-05-0${(n % 9) + 1}\n`
    const filling = 'x'.repeat(Math.max(0, lineBytes - head.length - tail.length))
    if (!stream.write(head + filling + tail)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}

/** What the machine gives: the same bytes into one table with a key, by COPY alone. */
async function bareCopy(url) {
  const client = new Client(url)
  await client.connect()
  await client.query(
    'CREATE TABLE bare (email text UNIQUE, name text, consent text, locale text, time_zone text, topics text, confirmed_at timestamptz)',
  )
  const start = performance.now()
  await pipeline(createReadStream(file), client.query(copyFrom('COPY bare FROM STDIN (FORMAT csv, HEADER)')))
  const seconds = (performance.now() - start) / 1000
  await client.query('DROP TABLE bare')
  await client.end()
  return { seconds }
}

async function recap(args) {
  const usageFile = path.join(folder, 'usage')
  const start = performance.now()
  const cpuBefore = postgresCpu(env.DATA_DIR)
  const child = spawn(
    process.execPath,
    ['--import', path.join(root, 'tests/bench/write-usage.mjs'), path.join(root, 'bin/recap.js'), ...args],
    { cwd: folder, env: { ...env, USAGE_FILE: usageFile }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let text = ''
  child.stdout.on('data', (piece) => (text += piece))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`recap ${args.join(' ')} ended with ${code}`)
  const { peakKiB, cpuUs } = JSON.parse(readFileSync(usageFile, 'utf8'))
  return {
    seconds: (performance.now() - start) / 1000,
    peakRssMiB: Math.round(peakKiB / 1024),
    cpuSeconds: round(cpuUs / 1e6),
    postgresCpuSeconds: round(postgresCpu(env.DATA_DIR) - cpuBefore),
    answer: JSON.parse(text),
  }
}

function print({ raw, imported, again, out }) {
  if (imported.answer.added !== rows || again.answer.unchanged !== rows || out.answer.exported !== rows) {
    throw new Error('the numbers do not add up')
  }
  const figures = {
    rows,
    fileMiB: Math.round(statSync(file).size / 2 ** 20),
    ...speed(imported),
    peer: 'COPY into one table with a unique key',
    peerSeconds: round(raw.seconds),
    ratio: round(imported.seconds / raw.seconds),
    again: speed(again),
    export: speed(out),
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}

function speed({ seconds, answer: _answer, ...usage }) {
  return { seconds: round(seconds), rowsPerSecond: Math.round(rows / seconds), ...usage }
}

function round(number) {
  return Number(number.toFixed(1))
}

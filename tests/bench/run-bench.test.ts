import { expect, test } from '@jest/globals'
import { openBenchPeer } from '../../src/bench/bench-peer.ts'
import { openPool } from '../../src/db/database.ts'
import { recap } from '../cli/desk.ts'

const server = process.env['TEST_DATABASE_URL'] ?? ''

async function benchDatabases(): Promise<number> {
  const pool = openPool(server, { max: 1 })
  try {
    const { rowCount } = await pool.query(`SELECT FROM pg_database WHERE datname LIKE 'recap\\_bench\\_%'`)
    return rowCount ?? 0
  } finally {
    await pool.end()
  }
}

test('bench send mails everyone of a database of its own, tells the rates, and leaves nothing', async () => {
  const env = { DATABASE_URL: server, PATH: process.env['PATH'] }
  const answer = await recap(['bench', 'send', '--recipients', '60', '--dkim', '--compare'], { env })
  expect(answer.code).toBe(0)
  expect(answer.stderr).toContain('60 people')
  const result = JSON.parse(answer.stdout) as Record<string, number>
  expect(result).toMatchObject({ recipients: 60, dkim: true })
  expect(['smtp-source', 'raw-socket']).toContain(result['peer'])
  for (const name of [
    'seconds',
    'ratePerSecond',
    'peerRatePerSecond',
    'ratio',
    'cpuMsPerMessage',
    'compareRatio',
  ]) {
    expect(result[name]).toBeGreaterThan(0)
  }
  expect(result['messageBytes']).toBeGreaterThan(20_000)
  expect(await benchDatabases()).toBe(0)
}, 180_000)

test.each(['0', '-5', '1.5', 'many', '9999999'])('%s is no number of people', async (count) => {
  expect(await recap(['bench', 'send', '--recipients', count])).toMatchObject({ code: 2, stdout: '' })
})

test('without Postfix the sink and the source are our own, in processes of their own', async () => {
  const peer = await openBenchPeer([], 4)
  try {
    expect(peer.name).toBe('raw-socket')
    expect(await peer.measure(200, 30_000)).toBeGreaterThan(0)
  } finally {
    await peer.close()
  }
})

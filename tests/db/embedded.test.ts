import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { processMark } from '../../src/db/process-mark.ts'
import { ask, createSandbox, presences, until, type Sandbox } from './embedded-sandbox.ts'

let box: Sandbox

beforeEach(() => {
  box = createSandbox()
})

afterEach(() => box.clear())

describe('one opener', () => {
  test('gets a UTF-8 database named recap behind a password, and leaves no server behind', async () => {
    const { url, close } = await box.open()
    const pid = box.postmaster()

    const [row] = await ask(
      url,
      `SELECT current_database() AS name, current_setting('server_encoding') AS encoding,
        current_setting('fsync') AS fsync, lower('ÄÖÅ') AS lower, current_setting('max_connections') AS max`,
    )
    expect(row).toEqual({ name: 'recap', encoding: 'UTF8', fsync: 'on', lower: 'äöå', max: '200' })
    const stranger = Object.assign(new URL(url), { password: 'guess' })
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    expect(statSync(path.join(box.dataDir, 'postgres-password')).mode & 0o777).toBe(0o600)

    await close()
    await close()
    expect(processMark(pid)).toBeUndefined()
    expect(existsSync(box.pidFile)).toBe(false)
    expect(existsSync(path.join(box.dataDir, 'postgres.lock'))).toBe(false)
  })

  test('finds again what was written before', async () => {
    const first = await box.open()
    await ask(first.url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    await first.close()
    const second = await box.open()
    expect(await ask(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
  })

  test('clears away what a killed first start left half made', async () => {
    const leftovers = ['postgres.new-aB3xYz', 'postgresql-18.0.0.new-aB3xYz']
    for (const name of leftovers) mkdirSync(path.join(box.dataDir, name, 'base'), { recursive: true })
    const { url } = await box.open()
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(readdirSync(box.dataDir).filter((name) => name.includes('.new-'))).toEqual([])
  })

  test('is told at once, in the words of the log, when the server cannot start', async () => {
    await (await box.open()).close()
    appendFileSync(path.join(box.dataDir, 'postgres', 'postgresql.conf'), '\nno_such_setting = 1\n')
    const began = Date.now()
    await expect(box.open()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('no_such_setting'),
    })
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('is told which file is wrong when the password does not fit the database', async () => {
    const { close } = await box.open()
    const file = path.join(box.dataDir, 'postgres-password')
    const password = readFileSync(file, 'utf8')
    writeFileSync(file, 'another')
    const refusal = { code: 'bad_config', message: expect.stringContaining('postgres-password') }
    await expect(box.open()).rejects.toMatchObject(refusal)
    rmSync(file)
    await expect(box.open()).rejects.toMatchObject(refusal)
    writeFileSync(file, password)
    await close()
  })
})

describe('several openers', () => {
  test('share one server, which outlives every one but the last', async () => {
    const first = await box.open()
    const pid = box.postmaster()
    const second = await box.open()
    expect(second.url).toBe(first.url)

    await first.close()
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
    expect(processMark(pid)).toBeUndefined()
  })

  test('may all be first: five processes on a new folder find themselves on one server', async () => {
    const openers = await Promise.all(Array.from({ length: 5 }, () => box.openElsewhere()))
    const pid = box.postmaster()
    expect(new Set(openers.map(({ url }) => url)).size).toBe(1)
    expect(await presences(openers[0]!.url)).toBe(5)

    expect(await Promise.all(openers.map(({ leave }) => leave()))).toEqual([0, 0, 0, 0, 0])
    expect(processMark(pid)).toBeUndefined()
    expect(existsSync(box.pidFile)).toBe(false)
  })

  test('inherit the server of one that was killed', async () => {
    const killed = await box.openElsewhere()
    const pid = box.postmaster()
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    await until(async () => (await presences(killed.url)) === 0)

    const heir = await box.open()
    expect(box.postmaster()).toBe(pid)
    expect(heir.url).toBe(killed.url)
    await heir.close()
    expect(processMark(pid)).toBeUndefined()
  })

  test('keep the server when a crash of one backend has cut all connections', async () => {
    const [first, second] = [await box.open(), await box.open()]
    const client = new Client(first.url)
    client.on('error', () => {})
    await client.connect()
    const [backend] = (await client.query('SELECT pg_backend_pid() AS pid')).rows
    process.kill(backend.pid, 'SIGKILL')
    await new Promise((resolve) => client.once('end', resolve))
    await until(async () => (await presences(first.url)) === 2)

    await first.close()
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('a server that was killed', () => {
  test('is started again, with all that was committed, for the opener beside it', async () => {
    const { url, close } = await box.open()
    await ask(url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    const pid = box.postmaster()
    process.kill(pid, 'SIGKILL')
    await until(async () => (await presences(url)) === 1)
    expect(box.postmaster()).not.toBe(pid)
    expect(await ask(url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    await close()
  })

  test('is started again for the next opener', async () => {
    const killed = await box.openElsewhere()
    await ask(killed.url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    killed.child.kill('SIGKILL')
    process.kill(box.postmaster(), 'SIGKILL')
    const { url } = await box.open()
    expect(await ask(url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
  })

  test('is not mistaken for a stranger that got its process id', async () => {
    await (await box.open()).close()
    const { uid, gid } = statSync(path.join(box.dataDir, 'postgres'))
    const stranger = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' })
    box.children.push(stranger)
    const lines = [
      stranger.pid,
      path.join(box.dataDir, 'postgres'),
      1,
      1,
      '',
      '127.0.0.1',
      '0 0',
      'ready',
      '',
    ]
    writeFileSync(box.pidFile, lines.join('\n'))

    const { url, close } = await box.open()
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await close()
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  })
})

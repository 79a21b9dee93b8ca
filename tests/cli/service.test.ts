import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { linesOf, makeFolder, openDesk, recap, type Answer, type Desk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})

afterAll(() => desk.close())

const findings = (answer: Answer) => new Map(linesOf(answer).map((line) => [line['check'], line]))

describe('recap doctor', () => {
  test('looks at everything and says how to mend what is not ready, exit code 1', async () => {
    const answer = await desk.recap(['doctor', '--json'])
    expect(answer.code).toBe(1)
    expect(linesOf(answer).map(({ check, ok }) => [check, ok])).toEqual([
      ['settings', true],
      ['database', true],
      ['migrations', true],
      ['newsletter', false],
      ['sources', false],
      ['templates', true],
      ['clock', true],
      ['queue', true],
      ['mail', true],
      ['dkim', true],
      ['public-url', true],
      ['disk', true],
    ])
    expect(findings(answer).get('newsletter')).toMatchObject({
      detail: 'not set yet: from, site-url, postal-address',
      mend: 'Run: recap newsletter set from … site-url … postal-address …',
    })
  })

  test('is content with a complete installation, exit code 0', async () => {
    await desk.recap([
      'newsletter',
      'set',
      'from',
      'a@b.example',
      'site-url',
      'https://b.example/',
      'postal-address',
      'x',
    ])
    await desk.recap(['source', 'add', desk.feed])
    const answer = await desk.recap(['doctor'])
    expect(answer.code).toBe(0)
    expect(answer.stdout).toMatch(/^ok {4}database {4}PostgreSQL \d+/m)
    expect(answer.stdout).toMatch(/^note {2}mail {8}no SMTP_URL/m)
  })

  test('a source that fails is named with its error', async () => {
    const feed = desk.site.pages.get('/feed.xml') ?? ''
    desk.site.pages.set('/feed.xml', (_request, response) => response.writeHead(500).end())
    await desk.recap(['source', 'fetch'])
    expect(findings(await desk.recap(['doctor', '--json'])).get('sources')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('1 of 1 fail'),
      mend: expect.stringContaining('recap source fetch'),
    })
    desk.site.pages.set('/feed.xml', feed)
  })

  test('a database that is down stops no other check, exit code 4', async () => {
    const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }
    const answer = await desk.recap(['doctor', '--json'], { env })
    expect(answer.code).toBe(4)
    expect(findings(answer).get('database')).toMatchObject({
      ok: false,
      mend: expect.stringContaining('DATABASE_URL'),
    })
    expect(findings(answer).get('disk')).toMatchObject({ ok: true })
    expect(linesOf(answer)).toHaveLength(12)
  })

  test('a mail server that is down has exit code 4', async () => {
    const answer = await desk.recap(['doctor', '--json'], { env: { SMTP_URL: 'smtp://127.0.0.1:1' } })
    expect(answer.code).toBe(4)
    expect(findings(answer).get('mail')).toMatchObject({
      ok: false,
      mend: expect.stringContaining('SMTP_URL'),
    })
  })

  test('a Redis that is down has exit code 4', async () => {
    const answer = await desk.recap(['doctor', '--json'], { env: { REDIS_URL: 'redis://127.0.0.1:1' } })
    expect(answer.code).toBe(4)
    expect(findings(answer).get('queue')).toMatchObject({
      ok: false,
      mend: expect.stringContaining('REDIS_URL'),
    })
  })

  test('wrong settings are told, and that nothing else can be looked at', async () => {
    const answer = await desk.recap(['doctor', '--json'], { env: { PORT: 'x' } })
    expect(answer.code).toBe(1)
    expect(findings(answer).get('settings')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('PORT'),
    })
    expect(linesOf(answer)).toHaveLength(12)
  })

  test.each([
    ['https://news.example.com', undefined, true],
    ['http://news.example.com', undefined, false],
    ['http://127.0.0.1:3000', undefined, true],
    ['http://localhost:3000', 'smtp://mail.invalid:25', false],
  ])('links at %s with mail by %s: %s', async (publicUrl, smtpUrl, ok) => {
    const env = { PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }
    const answer = await desk.recap(['doctor', '--json'], { env })
    expect(findings(answer).get('public-url')).toMatchObject({ ok })
  })
})

/** Starts a command, asks its web server for a page once it answers, and stops it. */
async function visit(args: string[], page: string): Promise<{ answer: Answer; status: number }> {
  const stopping = new AbortController()
  let status = 0
  const ready = async (text: string): Promise<void> => {
    const url = /read at (\S+)\/inbox/.exec(text)?.[1]
    if (status !== 0 || url === undefined) return
    status = -1
    status = (await fetch(url + page)).status
    stopping.abort()
  }
  const answer = await desk.recap(args, {
    env: { PORT: '0' },
    stopping,
    onStderr: (text) => void ready(text),
  })
  return { answer, status }
}

describe('the long-running commands', () => {
  test('start serves pages, says where, and ends in good order when it is stopped', async () => {
    const { answer, status } = await visit(['start', '--json'], '/readyz')
    expect({ code: answer.code, status }).toEqual({ code: 0, status: 200 })
    expect(linesOf(answer)).toEqual([{ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) }])
  })

  test('web serves pages without a worker', async () => {
    const { answer, status } = await visit(['web'], '/inbox')
    expect({ code: answer.code, status }).toEqual({ code: 0, status: 200 })
    expect(answer.stdout).toMatch(/^Recap answers at http/)
    expect(answer.stderr).not.toContain('Workers')
  })

  test('a port that is taken has exit code 3', async () => {
    const port = new URL(desk.site.url).port
    expect(await desk.recap(['web'], { env: { PORT: port } })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is taken'),
    })
  })

  test('a short command that is interrupted has exit code 130', async () => {
    const stopping = new AbortController()
    stopping.abort()
    expect(await desk.recap(['issue', 'list'], { stopping })).toMatchObject({ code: 130, stdout: '' })
  })
})

describe('recap migrate', () => {
  test('may run many times at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => desk.recap(['migrate', '--json'])))
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(linesOf(answers[0]!)).toEqual([{ upToDate: true, queue: 'postgres' }])
  })
})

test('without DATABASE_URL a database of its own is made under DATA_DIR', async () => {
  const folder = makeFolder()
  try {
    const answer = await recap(['newsletter', 'show', '--json'], {
      cwd: folder,
      env: { DATA_DIR: path.join(folder, 'data') },
    })
    expect(answer.code).toBe(0)
    expect(linesOf(answer)[0]).toMatchObject({ name: 'Weekly recap' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the demo sends its issue and says where all of it is', async () => {
  const answer = await recap(['demo', '--once', '--json'], { cwd: desk.folder })
  expect(answer.code).toBe(0)
  const [result] = linesOf(answer)
  expect(result).toMatchObject({
    items: expect.any(Number),
    audience: 3,
    accepted: 3,
    webUrl: expect.stringContaining('/issues/'),
  })
  expect(result?.['inbox']).toHaveLength(3)
})

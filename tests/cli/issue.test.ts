import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals'
import { simpleParser } from 'mailparser'
import { linesOf, openDesk, prepareIssue, type Desk } from './desk.ts'

const readers = ['ann@example.com', 'ben@example.com', 'cleo@example.com']

describe('a draft', () => {
  let desk: Desk
  let id: string

  beforeAll(async () => {
    desk = await openDesk()
    id = await prepareIssue(desk, readers)
  })

  afterAll(() => desk.close())

  test('built twice is the same issue', async () => {
    const builds = [
      await desk.recap(['issue', 'build', '--json']),
      await desk.recap(['issue', 'build', '--json']),
    ]
    expect(builds.map(({ code }) => code)).toEqual([0, 0])
    const [first, second] = builds.map((build) => linesOf(build)[0])
    expect(first).toEqual({
      id: Number(id),
      slug: expect.stringMatching(/^\d{4}-W\d\d$/),
      status: 'draft',
      items: 3,
      reason: null,
    })
    expect(second).toEqual(first)
  })

  test('is listed and shown with its articles', async () => {
    expect(linesOf(await desk.recap(['issue', 'list', '--json']))).toEqual([
      expect.objectContaining({ id: Number(id), status: 'draft', items: 3, audience: null }),
    ])
    const [shown] = linesOf(await desk.recap(['issue', 'show', id, '--json']))
    expect(shown?.['articles']).toEqual([
      expect.objectContaining({ position: 1, section: 'lead', url: expect.stringContaining(desk.site.url) }),
      expect.objectContaining({ position: 2 }),
      expect.objectContaining({ position: 3 }),
    ])
    expect((await desk.recap(['issue', 'show', id])).stdout).toContain('Harbour wall')
  })

  test('previewed is three files, the mail among them with links that open nothing', async () => {
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'look/here', '--no-pictures', '--json'])
    const files = linesOf(answer)[0]?.['files'] as string[]
    expect(files.map((file) => path.extname(file))).toEqual(['.html', '.txt', '.eml'])
    const [html, text, eml] = files.map((file) => readFileSync(file, 'utf8'))
    const mail = await simpleParser(eml ?? '')
    expect(mail.html).toBe(html)
    expect(mail.text?.trim()).toBe(text?.trim())
    expect(html).toContain('Harbour wall')
    expect(mail.headers.get('list')).toMatchObject({
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    })
    expect(path.dirname(files[0] ?? '')).toBe(path.join(desk.folder, 'look', 'here'))
  })

  test('a preview into a folder that cannot be is refused, exit code 2', async () => {
    const answer = await desk.recap(['issue', 'preview', id, '--out', '/dev/null/x'])
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringContaining('--out') })
  })

  test('a dry run tells subject and recipients and changes nothing', async () => {
    const before = await desk.recap(['issue', 'show', id, '--json'])
    const answer = await desk.recap(['issue', 'send', id, '--dry-run', '--json'])
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('3 recipients') })
    expect(linesOf(answer)).toEqual([
      expect.objectContaining({ status: 'draft', audience: 3, dryRun: true, subject: expect.any(String) }),
    ])
    expect(await desk.recap(['issue', 'show', id, '--json'])).toEqual(before)
    expect(desk.inbox()).toEqual([])
  })

  test('is not sent off a terminal without --yes, exit code 5', async () => {
    const answer = await desk.recap(['issue', 'send', id])
    expect(answer).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('--yes') })
    expect(linesOf(await desk.recap(['issue', 'status', id, '--json']))[0]?.['status']).toBe('draft')
  })

  test('is not sent on a terminal for a wrong number, exit code 5', async () => {
    const answer = await desk.recap(['issue', 'send', id], { typed: '4\n' })
    expect(answer).toMatchObject({ code: 5, stderr: expect.stringContaining('the answer was not 3') })
  })

  test('--no-input refuses on a terminal too', async () => {
    const answer = await desk.recap(['issue', 'send', id, '--no-input'], { typed: '3\n' })
    expect(answer).toMatchObject({ code: 5, stderr: expect.stringContaining('--yes') })
  })

  test('a test mail goes to one address and changes nothing', async () => {
    const answer = await desk.recap(['issue', 'test', id, '--to', 'me@example.com', '--json'])
    expect(linesOf(answer)[0]).toMatchObject({ id: Number(id), to: 'me@example.com' })
    expect(desk.inbox()).toHaveLength(1)
    expect(linesOf(await desk.recap(['issue', 'status', id, '--json']))[0]?.['status']).toBe('draft')
  })

  test('an issue that is not there has exit code 1', async () => {
    for (const args of [
      ['show', '99'],
      ['send', '99', '--yes'],
      ['status', '99'],
    ]) {
      expect(await desk.recap(['issue', ...args])).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('There is no issue 99'),
      })
    }
  })

  test('a watch that is interrupted has exit code 130', async () => {
    const stopping = new AbortController()
    const answer = await desk.recap(['issue', 'status', id, '--watch'], {
      stopping,
      onStderr: () => stopping.abort(),
    })
    expect(answer).toMatchObject({ code: 130, stdout: '' })
  })

  test('a key makes an issue beside the one of the week; a wrong one has exit code 2', async () => {
    const [built] = linesOf(await desk.recap(['issue', 'build', '--manual', 'special', '--json']))
    expect(built).toMatchObject({ slug: 'manual-special', status: 'draft', items: 3 })
    expect(await desk.recap(['issue', 'build', '--manual', 'No!'])).toMatchObject({ code: 2 })
  })
})

describe('sending', () => {
  let desk: Desk
  let id: string

  beforeEach(async () => {
    desk = await openDesk()
    id = await prepareIssue(desk, readers)
  })

  afterEach(() => desk.close())

  const accepted = { status: 'done', audience: 3, accepted: 3, pending: 0 }

  test('twice mails nobody twice', async () => {
    const first = await desk.recap(['issue', 'send', id, '--yes', '--wait', '--json'])
    expect(first.code).toBe(0)
    expect(linesOf(first)).toEqual([expect.objectContaining(accepted)])
    const second = await desk.recap(['issue', 'send', id, '--yes', '--wait', '--json'])
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('done already') })
    expect(linesOf(second)).toEqual([expect.objectContaining(accepted)])
    expect(desk.inbox()).toHaveLength(3)
  })

  test('two at once mail nobody twice', async () => {
    const send = () => desk.recap(['issue', 'send', id, '--yes', '--wait', '--json'])
    const answers = await Promise.all([send(), send()])
    expect(answers.map(({ code }) => code)).toEqual([0, 0])
    for (const answer of answers) expect(linesOf(answer)).toEqual([expect.objectContaining(accepted)])
    expect(desk.inbox()).toHaveLength(3)
  })

  test('on a terminal is confirmed by the number of recipients', async () => {
    const answer = await desk.recap(['issue', 'send', id, '--wait', '--json'], { typed: '3\n' })
    expect(answer.code).toBe(0)
    expect(linesOf(answer)).toEqual([expect.objectContaining(accepted)])
    expect(answer.stderr).toContain('[########################]')
  })

  test('without --wait returns the books at once, and the watch follows them to the end', async () => {
    const handed = await desk.recap(['issue', 'send', id, '--yes', '--json'])
    expect(linesOf(handed)).toEqual([
      expect.objectContaining({ status: 'frozen', audience: 3, pending: 3, etaSeconds: null }),
    ])
    expect(desk.inbox()).toHaveLength(0)
    const stopping = new AbortController()
    const working = desk.recap(['worker', 'deliver', 'schedule'], { stopping })
    const watched = await desk.recap(['issue', 'status', id, '--watch', '--json'])
    stopping.abort()
    expect(watched.code).toBe(0)
    expect(linesOf(watched)).toEqual([expect.objectContaining(accepted)])
    expect((await working).code).toBe(0)
    expect(desk.inbox()).toHaveLength(3)
  })

  test('a mail server that refuses everyone is partly done, exit code 6', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:1' }
    const answer = await desk.recap(['issue', 'send', id, '--yes', '--wait', '--json'], { env })
    expect(answer).toMatchObject({ code: 6, stderr: expect.stringContaining('3 wait for another try') })
    expect(linesOf(answer)).toEqual([
      expect.objectContaining({
        status: 'sending',
        pending: 3,
        reason: expect.stringContaining('The mail server cannot be used'),
      }),
    ])
  })
})

describe('an issue with nothing to tell or nobody to tell', () => {
  let desk: Desk

  beforeEach(async () => {
    desk = await openDesk()
  })

  afterEach(() => desk.close())

  test('without articles is refused with the reason and stays a draft', async () => {
    const built = await desk.recap(['issue', 'build', '--json'])
    expect(linesOf(built)[0]).toMatchObject({ status: 'draft', items: 0 })
    const answer = await desk.recap(['issue', 'send', '1', '--yes'])
    expect(answer).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('has no articles') })
    expect(linesOf(await desk.recap(['issue', 'status', '1', '--json']))[0]?.['status']).toBe('draft')
  })

  test('without recipients is refused with the reason and stays a draft', async () => {
    const id = await prepareIssue(desk, [])
    const answer = await desk.recap(['issue', 'send', id, '--yes'])
    expect(answer).toMatchObject({ code: 5, stderr: expect.stringContaining('nobody subscribes') })
    expect(linesOf(await desk.recap(['issue', 'status', id, '--json']))[0]?.['status']).toBe('draft')
  })

  test('the capture inbox is under DATA_DIR', async () => {
    await desk.recap(['issue', 'list'])
    const inbox = path.join(desk.folder, 'data', 'inbox')
    expect(existsSync(inbox) && statSync(inbox).isDirectory()).toBe(true)
  })
})

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { linesOf, openDesk, prepareIssue, type Answer, type Desk } from './desk.ts'

let desk: Desk
let id: string

/** A newsletter that is out on the web may link to https only, and the desk's site has none. */
const online = { env: { PUBLIC_URL: 'https://news.example' } }

beforeAll(async () => {
  desk = await openDesk()
  id = await prepareIssue(desk, ['ann@example.com', 'ben@example.com'])
  await desk.recap(['newsletter', 'set', 'site-url', `${desk.site.url}/`])
})

afterAll(() => desk.close())

const failing = (answer: Answer) => linesOf(answer).filter(({ level }) => level === 'fail')

describe('recap issue check', () => {
  test('prints a line for every check of a draft and ends with 0 when none fails', async () => {
    const answer = await desk.recap(['issue', 'check', id])
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringMatching(/^0 failed/m) })
    expect(answer.stdout).toMatch(/^ok {4}accessibility\/contrast/m)
    expect(answer.stdout).toMatch(/^ok {4}clients\/structure/m)
    expect(answer.stdout).toMatch(/^ok {4}size\/html/m)
  })

  test('prints NDJSON of the findings', async () => {
    const answer = await desk.recap(['issue', 'check', id, '--json'])
    expect(answer.code).toBe(0)
    for (const line of linesOf(answer))
      expect(Object.keys(line)).toEqual(['check', 'level', 'detail', 'where', 'mend'])
    expect(linesOf(answer).map(({ check }) => check)).toEqual(expect.arrayContaining(['subject', 'spam']))
  })

  test('ends with 5 when a gate fails, and says where and how to mend it', async () => {
    const answer = await desk.recap(['issue', 'check', id], online)
    expect(answer.code).toBe(5)
    expect(answer.stdout).toMatch(/^FAIL {2}links\/addresses .*is not https$/m)
    expect(answer.stdout).toContain('recap article hide')
  })

  test('asks for the pages of the links when it is told to, and fails for one that is gone', async () => {
    const answer = await desk.recap(['issue', 'check', id, '--links', '--json'])
    expect(answer.code).toBe(5)
    expect(failing(answer)).toContainEqual(
      expect.objectContaining({ check: 'links/dead', where: `${desk.site.url}/harbour` }),
    )
    for (const { where } of failing(answer))
      desk.site.pages.set(new URL(String(where)).pathname, '<p>Here</p>')
    const mended = linesOf(await desk.recap(['issue', 'check', id, '--links', '--json']))
    expect(mended).toContainEqual(
      expect.objectContaining({
        check: 'links/dead',
        level: 'ok',
        detail: expect.stringMatching(/^(\d+) of \1 /),
      }),
    )
  })

  test('of an issue that is not there has exit code 1', async () => {
    expect(await desk.recap(['issue', 'check', '99'])).toMatchObject({ code: 1, stdout: '' })
  })
})

describe('sending a letter that fails its checks', () => {
  test('is announced by a dry run, which changes nothing', async () => {
    const answer = await desk.recap(['issue', 'send', id, '--dry-run'], online)
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('It would be refused.') })
    expect(linesOf(await desk.recap(['issue', 'status', id, '--json']))[0]?.['status']).toBe('draft')
  })

  test('is refused with exit code 5, and the issue is held', async () => {
    const answer = await desk.recap(['issue', 'send', id, '--yes'], online)
    expect(answer).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('links/addresses') })
    expect(linesOf(await desk.recap(['issue', 'status', id, '--json']))[0]?.['status']).toBe('held')
    expect(desk.inbox()).toEqual([])
  })

  test('is done with --despite-checks', async () => {
    const answer = await desk.recap(
      ['issue', 'send', id, '--yes', '--wait', '--despite-checks', '--json'],
      online,
    )
    expect(answer.code).toBe(0)
    expect(desk.inbox()).toHaveLength(2)
    expect((await desk.recap(['issue', 'check', id], online)).code).toBe(5)
  })
})

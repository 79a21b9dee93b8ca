import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { simpleParser } from 'mailparser'
import { openDatabase } from '../../src/db/database.ts'
import { linesOf, openDesk, prepareIssue, type Desk } from './desk.ts'

describe('the words of an issue', () => {
  let desk: Desk
  let id: string

  beforeAll(async () => {
    desk = await openDesk()
    id = await prepareIssue(desk, ['ann@example.com'])
  })

  afterAll(() => desk.close())

  const set = (name: string, value: string) => desk.recap(['issue', 'set', id, name, value, '--json'])

  async function preview() {
    const answer = await desk.recap(['issue', 'preview', id, '--out', 'look', '--no-pictures', '--json'])
    const files = linesOf(answer)[0]?.['files'] as string[]
    const [html = '', text = '', eml = ''] = files.map((file) => readFileSync(file, 'utf8'))
    return { html, text, mail: await simpleParser(eml) }
  }

  test('stand in the letter in place of the computed ones, also after another build', async () => {
    expect(linesOf(await set('subject', ' Bread, ferries & a vote '))).toEqual([
      expect.objectContaining({ id: Number(id), status: 'draft', subject: 'Bread, ferries & a vote' }),
    ])
    await set('preheader', 'What the harbour talked of this week, in three short stories.')
    await set('note', '- We print on **Friday**.\n- مرحبا بالعالم')
    await desk.recap(['issue', 'build'])
    const { html, text, mail } = await preview()
    expect(mail.subject).toBe('Bread, ferries & a vote')
    expect(html).toContain('<title>Bread, ferries &amp; a vote</title>')
    expect(html).toContain('What the harbour talked of this week, in three short stories.')
    expect(html).toContain('<strong>Friday</strong>')
    expect(html).toMatch(/<li[^>]*dir="auto"[^>]*>مرحبا بالعالم<\/li>/)
    expect(text).toContain('- We print on Friday.\n- مرحبا بالعالم')
  })

  test('give way to the computed ones again when they are set to nothing', async () => {
    await set('subject', 'My own')
    expect((await preview()).mail.subject).toBe('My own')
    expect(linesOf(await set('subject', ''))).toEqual([expect.objectContaining({ subject: null })])
    await set('note', '')
    const { mail, text } = await preview()
    expect(mail.subject).toMatch(/, and 2 more$/)
    expect(text).not.toContain('Friday')
  })

  test.each([
    ['subject', 'two\nlines', 'must stand on one line'],
    ['subject', 'x'.repeat(201), '200 characters at most'],
    ['preheader', 'bell \u0007', 'must stand on one line'],
    ['note', '[x](javascript:alert(1))', 'whole address'],
    ['note', 'x'.repeat(10_000), '2,000 is the most'],
    ['sujbect', 'x', 'did you mean subject?'],
    ['colour', 'x', 'there are subject, preheader, note'],
  ])('%s %j is refused, exit code 2', async (name, value, message) => {
    expect(await set(name, value)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    })
  })

  test('that are too long to be shown well are kept, with a warning', async () => {
    const answer = await set('subject', 'x'.repeat(75))
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringMatching(/warning: .* 75 characters/) })
    expect((await set('subject', 'short')).stderr).toBe('')
    expect((await set('preheader', 'short')).stderr).toContain('warning')
  })

  test('leave a line in the audit for each change and none for the same words again', async () => {
    await set('subject', 'First')
    const before = await audits(desk)
    await set('subject', 'Second')
    await set('subject', 'Second')
    expect((await audits(desk)).slice(before.length)).toEqual([
      {
        actor: expect.stringMatching(/^operator/),
        action: 'issue.set',
        subject: `issue ${id}`,
        detail: { name: 'subject', from: 'First', to: 'Second' },
      },
    ])
  })

  test('of no issue or of one that is sent cannot be set, exit code 1', async () => {
    expect(await desk.recap(['issue', 'set', '99', 'subject', 'x'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no issue 99'),
    })
    await set('subject', 'As it was sent')
    expect((await desk.recap(['issue', 'send', id, '--yes', '--wait'])).code).toBe(0)
    expect(await set('subject', 'Too late')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('is done, so its words stay as they are'),
    })
    expect(linesOf(await desk.recap(['issue', 'show', id, '--json']))[0]?.['subject']).toBe('As it was sent')
  })
})

async function audits(desk: Desk) {
  const db = await openDatabase(desk.env['DATABASE_URL'] ?? '', 'recap test')
  try {
    return await db
      .selectFrom('audit')
      .select(['actor', 'action', 'subject', 'detail'])
      .where('action', '=', 'issue.set')
      .orderBy('id')
      .execute()
  } finally {
    await db.destroy()
  }
}

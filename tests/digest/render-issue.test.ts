import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { listItems, type IssueRow } from '../../src/digest/issues.repository.ts'
import { getIssue, renderIssue, renderStoredIssue } from '../../src/digest/render-issue.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { letterSlots } from '../../src/letter/letter-slots.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { addArticle } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk
const { window, dueAt } = weekOf('2026-W47')

beforeEach(async () => {
  desk = await openDesk('2026-11-23T05:00:00Z')
  await addPeople(desk.db, desk.newsletterId, 1)
})

afterEach(() => desk.close())

const add = (key: string, title = `The story of ${key}`) =>
  addArticle(desk.db, desk.newsletterId, { key, title, at: window.start })

async function render(issue: IssueRow, number: number | null) {
  const content = { issue: { ...issue, number }, newsletter: await desk.newsletter() }
  return renderIssue(desk.needs, { ...content, items: await listItems(desk.db, issue.id) })
}

test('what is stored at the freeze is what was rendered before for the same number', async () => {
  await add('a')
  await add('b')
  const draft = await buildWeek(desk, '2026-W47')
  const before = await render(draft, 1)
  expect(await render(draft, 1)).toEqual(before)
  const frozen = await freezeIssue(desk.needs, draft.id, dueAt)
  const { subject, preheader, html, text, content_hash: contentHash } = frozen
  expect({ subject, preheader, html, text, contentHash, notes: [] }).toEqual(before)
})

test('a draft is rendered as it is now, a frozen issue as it was stored', async () => {
  await add('a')
  const draft = await buildWeek(desk, '2026-W47')
  await setNewsletter(desk.needs, [['name', 'Before the freeze']])
  expect((await renderStoredIssue(desk.needs, draft.id)).html).toContain('Before the freeze')
  const frozen = await freezeIssue(desk.needs, draft.id, dueAt)
  await setNewsletter(desk.needs, [['name', 'After the freeze']])
  await desk.db.updateTable('article').set({ title: 'Changed' }).execute()
  const stored = await renderStoredIssue(desk.needs, draft.id)
  expect(stored.html).toBe(frozen.html)
  expect(stored.text).toBe(frozen.text)
  expect(stored.html).not.toMatch(/After the freeze|Changed/)
})

test('other items, another number or another name give another content hash', async () => {
  await add('a')
  const draft = await buildWeek(desk, '2026-W47')
  const first = await render(draft, 1)
  const hashes = [first.contentHash, (await render(draft, 2)).contentHash]
  await setNewsletter(desk.needs, [['name', 'Another name']])
  hashes.push((await render(draft, 1)).contentHash)
  await setNewsletter(desk.needs, [['name', 'Sample Weekly']])
  expect(await render(draft, 1)).toEqual(first)
  await add('b')
  await buildWeek(desk, '2026-W47')
  hashes.push((await render(draft, 1)).contentHash)
  expect(new Set(hashes).size).toBe(4)
})

test('an issue that there is not is not_found, with what to do', async () => {
  await expect(getIssue(desk.db, 4711)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('recap issue list'),
  })
})

describe('a hostile title', () => {
  const titles = [
    '<script>alert(1)</script> & "quotes" \'single\'',
    '</mj-text></mj-column><mj-raw><img src=x onerror=alert(1)></mj-raw>',
    '<mj-include path="/etc/passwd" />',
    '<![CDATA[ ]]> <!-- comment --> <!--[if mso]> {{template}} [[slot]] ${code} %FIRST_NAME% *|FNAME|*',
    '\u202eright to left\u202c and \u2028 breaks\r\nBcc: evil@evil.example',
    'x'.repeat(2000),
    '&lt;b&gt; &amp; &#x3C;script&#x3E;',
    '   ',
    'Ein Zug 🚋 \ud83d and half an emoji',
  ]
  test.each(titles)('%j is text and nothing else', async (title) => {
    await add('hostile', title)
    await add('plain', 'A plain title')
    const draft = await buildWeek(desk, '2026-W47')
    const plain = await render(draft, 1)
    expect(plain.html).not.toMatch(/<script|<img[^>]*onerror|<mj-|<b>|root:/i)
    expect(plain.html).toContain('A plain title')
    expect(plain.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    expect(plain.subject.length).toBeLessThanOrEqual(60)
    expect(plain.preheader.length).toBeLessThanOrEqual(90)
    const names = (part: string) => splitSlots(part, draft.slot_prefix).slots.map((slot) => slot.name)
    expect(new Set(names(plain.html))).toEqual(new Set(letterSlots.map((slot) => slot.name)))
    expect(await freezeIssue(desk.needs, draft.id, dueAt)).toMatchObject({
      status: 'frozen',
      html: plain.html,
    })
  })

  test('that holds the slot words of its own issue is refused, not opened', async () => {
    await add('plain')
    const draft = await buildWeek(desk, '2026-W47')
    await add('hostile', `Leave ${draft.slot_prefix}UNSUBSCRIBE_URLu at once`)
    await buildWeek(desk, '2026-W47')
    await expect(freezeIssue(desk.needs, draft.id, dueAt)).rejects.toThrow('build the issue anew')
    expect(await getIssue(desk.db, draft.id)).toMatchObject({ status: 'draft', html: null })
  })
})

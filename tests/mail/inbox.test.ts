import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTransport } from 'nodemailer'
import { arrivalOf, createInboxIds, isInboxId } from '../../src/mail/inbox-id.ts'
import { openInbox, type Inbox } from '../../src/mail/inbox.ts'
import { findInboxMail, listInbox } from '../../src/mail/read-inbox.ts'

let folder: string
let inbox: Inbox

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recap-inbox-'))
  inbox = await openInbox(folder)
})
afterEach(async () => {
  await inbox.close()
  await rm(folder, { recursive: true, force: true })
})

const letter = {
  from: 'Näws <news@example.com>',
  to: 'Reader <reader@example.org>',
  subject: 'Grüße aus der Woche 47 – ünïcode ✓',
  text: 'Hello\n.\nBye',
  html: '<h1>Hello</h1>',
  headers: { 'List-Unsubscribe': '<https://news.example.com/unsubscribe/token>' },
}

async function send(mail: object, url = inbox.url): Promise<string> {
  const transport = createTransport(url)
  const { response } = await transport.sendMail(mail)
  transport.close()
  return response
}

function storedMails(): Promise<string[]> {
  return readdir(folder).then((names) => names.toSorted())
}

describe('the capture inbox', () => {
  test('a mail that got its 250 is a whole file and reads back as it was sent', async () => {
    expect(await send(letter)).toMatch(/^250 /)
    const [name = ''] = await storedMails()
    expect(name).toMatch(/\.eml$/)
    const mail = await findInboxMail(folder, name.replace('.eml', ''))
    expect(mail).toMatchObject({
      subject: letter.subject,
      from: expect.stringContaining('news@example.com'),
      to: expect.stringContaining('reader@example.org'),
      html: '<h1>Hello</h1>',
      unsubscribeUrl: 'https://news.example.com/unsubscribe/token',
    })
    expect(mail?.text?.trim()).toBe('Hello\n.\nBye')
    expect(mail?.source).toEqual(await readFile(path.join(folder, name)))
  })

  test('mails list newest first, and two inboxes share a folder', async () => {
    const other = await openInbox(folder)
    for (let index = 0; index < 6; index++) {
      await send({ ...letter, subject: `No. ${index}` }, index % 2 ? other.url : inbox.url)
    }
    await other.close()
    const { total, mails } = await listInbox(folder)
    expect(total).toBe(6)
    expect(mails.map((mail) => mail.subject)).toEqual(['No. 5', 'No. 4', 'No. 3', 'No. 2', 'No. 1', 'No. 0'])
  })

  test('many mails at once are all kept', async () => {
    const transport = createTransport({ url: inbox.url, pool: true, maxConnections: 10 })
    await Promise.all(Array.from({ length: 100 }, () => transport.sendMail(letter)))
    transport.close()
    expect((await listInbox(folder)).total).toBe(100)
    expect((await storedMails()).every((name) => name.endsWith('.eml'))).toBe(true)
  })

  test('a mail over 10 MB is refused and leaves no file', async () => {
    const big = {
      envelope: { from: 'a@example.com', to: 'b@example.org' },
      raw: Buffer.alloc(11_000_000, `${'x'.repeat(99)}\n`),
    }
    await expect(send(big)).rejects.toMatchObject({ responseCode: 552 })
    expect(await storedMails()).toEqual([])
  })

  test('a mail that cannot be stored is refused for now, not for good', async () => {
    await rm(folder, { recursive: true })
    await expect(send(letter)).rejects.toMatchObject({ responseCode: 452 })
  })

  test('a client that hangs up in the middle leaves no file', async () => {
    const socket = connect(Number(new URL(inbox.url).port), '127.0.0.1')
    const lines = ['EHLO x', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.org>', 'DATA', 'Subject: cut']
    await new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        if (/^354 /m.test(String(data))) socket.write('Subject: cut\r\n\r\nhalf', () => socket.destroy())
        else if (!/^250-/m.test(String(data)) || /^250 /m.test(String(data)))
          socket.write(`${lines.shift()}\r\n`)
      })
      socket.on('close', () => resolve())
    })
    await send(letter)
    expect((await listInbox(folder)).mails.map((mail) => mail.subject)).toEqual([letter.subject])
  })

  test('a folder that cannot be written is a bad_config that names it', async () => {
    const file = path.join(folder, 'taken')
    await writeFile(file, '')
    await expect(openInbox(path.join(file, 'inbox'))).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining(file),
    })
  })
})

describe('reading an inbox', () => {
  test('thousands of mails list in well under a second, the newest 100 of them', async () => {
    const nextId = createInboxIds(() => new Date('2026-11-22T10:00:00Z'))
    const body = 'x'.repeat(40_000)
    for (let index = 0; index < 3000; index++) {
      const headers = `Subject: No. ${index}\r\nTo: b@example.org\r\n\r\n`
      await writeFile(path.join(folder, `${nextId()}.eml`), index < 2900 ? headers : headers + body)
    }
    const start = performance.now()
    const { total, mails } = await listInbox(folder)
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(total).toBe(3000)
    expect(mails).toHaveLength(100)
    expect(mails[0]).toMatchObject({ subject: 'No. 2999', date: new Date('2026-11-22T10:00:00Z') })
  })

  test('other files in the folder are no mails', async () => {
    await writeFile(path.join(folder, 'notes.eml'), 'Subject: no\r\n\r\n')
    await writeFile(path.join(folder, '.20261122T100000000Z-0001-0123456789ab.tmp'), 'half')
    expect(await listInbox(folder)).toEqual({ total: 0, mails: [] })
  })

  test('a folder that is not there yet is an empty inbox', async () => {
    expect(await listInbox(path.join(folder, 'none'))).toEqual({ total: 0, mails: [] })
  })

  test.each(['../../etc/passwd', '..', '', 'x/../y', '20261122T100000000Z-0001-0123456789ab/..', '\0'])(
    'the id %j finds nothing',
    async (id) => {
      expect(isInboxId(id)).toBe(false)
      expect(await findInboxMail(folder, id)).toBeUndefined()
    },
  )

  test('an id of a mail that is gone finds nothing', async () => {
    expect(await findInboxMail(folder, '20261122T100000000Z-0001-0123456789ab')).toBeUndefined()
  })

  test('junk in place of a mail is a mail without headers', async () => {
    const id = '20261122T100000123Z-0001-0123456789ab'
    await writeFile(path.join(folder, `${id}.eml`), Buffer.from([0, 255, 13, 10, 1, 2]))
    expect(await findInboxMail(folder, id)).toMatchObject({ subject: '', date: arrivalOf(id) })
    expect(arrivalOf(id)).toEqual(new Date('2026-11-22T10:00:00.123Z'))
  })
})

test('ids sort by arrival even when the clock is set back', () => {
  const times = [5000, 5000, 4000, 6000, 6000]
  const nextId = createInboxIds(() => new Date(times.shift() ?? 0))
  const ids = Array.from({ length: 5 }, nextId)
  expect(ids.every(isInboxId)).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(5)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTransport } from 'nodemailer'
import { openInbox, type Inbox } from '../../src/mail/inbox.ts'
import { startServer, type Running } from './start-server.ts'

const script = '<script>alert(1)</script>'
let folder: string
let inbox: Inbox
let running: Running

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recap-inbox-'))
  inbox = await openInbox(folder)
  running = await startServer({ inboxFolder: folder })
  const transport = createTransport(inbox.url)
  await transport.sendMail({
    from: 'News <news@example.com>',
    to: 'reader@example.org',
    subject: 'Week 47',
    text: 'Plain words',
    html: '<html><head><title>x</title></head><body><h1>Week 47</h1></body></html>',
    headers: { 'List-Unsubscribe': '<https://news.example.com/unsubscribe/token>' },
  })
  await transport.sendMail({
    from: { name: `"${script}`, address: 'evil@example.com' },
    to: 'reader@example.org',
    subject: `"><img src=x onerror=alert(1)>${script}`,
    text: `${script} javascript:alert(1)`,
    html: `<body onload="alert(1)">${script}<a href="javascript:alert(1)">x</a></body>`,
    headers: { 'List-Unsubscribe': '<https://x.example/"onclick="alert(1)>' },
  })
  await transport.sendMail({
    from: 'a@example.com',
    to: 'b@example.org',
    subject: 'Only text',
    text: 'Alone',
  })
  transport.close()
})
afterAll(async () => {
  await running.close()
  await inbox.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (address: string): Promise<Response> => fetch(running.url + address)

async function read(address: string): Promise<string> {
  return (await get(address)).text()
}

/** The address of the page of a mail, by its place in the list. */
async function mailAddress(position: number): Promise<string> {
  const links = [...(await read('/inbox')).matchAll(/href="(\/inbox\/[^"]+)"/g)]
  return links[position]?.[1] ?? ''
}

describe('the pages of a captured mail', () => {
  test('the list shows the newest first', async () => {
    const html = await read('/inbox')
    expect(html.indexOf('Only text')).toBeLessThan(html.indexOf('Week 47'))
    expect(html.match(/<li>/g)).toHaveLength(3)
  })

  test('a mail shows its headers, its letter in a sandbox, its text and its source', async () => {
    const address = await mailAddress(2)
    const page = await get(address)
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'")
    const html = await page.text()
    expect(html).toContain('<h1 dir="auto">Week 47</h1>')
    expect(html).toContain('href="https://news.example.com/unsubscribe/token"')
    expect(html).toContain(`src="${address}/html"`)
    expect(html).toMatch(/<iframe[^>]+sandbox="/)
    expect(await read(`${address}/text`)).toMatch(/<pre[^>]*>Plain words/)
  })

  test('the letter is served under a sandbox, its links leave the frame', async () => {
    const response = await get(`${await mailAddress(2)}/html`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^sandbox /)
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src * data:")
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|allow-forms|script-src/)
    expect(await response.text()).toContain('<head><base target="_blank"><title>')
  })

  test('the source is plain text, byte for byte', async () => {
    const response = await get(`${await mailAddress(2)}/source`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toContain('\r\nFrom: News <news@example.com>\r\n')
  })

  test('a mail without HTML opens as text', async () => {
    const html = await read(await mailAddress(0))
    expect(html).toMatch(/<pre[^>]*>Alone/)
    expect(html).not.toContain('<iframe')
  })

  test('a hostile mail leaves no script and no handler in any page', async () => {
    const address = await mailAddress(1)
    const pages = await Promise.all(['/inbox', address, `${address}/text`].map(read))
    for (const html of pages) {
      expect(html).not.toMatch(/<script|<img/i)
      expect(html).not.toMatch(/<[^>]+\son\w+=/i)
      expect(html).not.toMatch(/href="javascript:/i)
    }
  })
})

describe('who may read the inbox', () => {
  test.each([
    '/inbox/..%2f..%2fetc%2fpasswd',
    '/inbox/%2e%2e%2f',
    '/inbox/..%5c..%5cboot.ini',
    '/inbox/x/source',
    '/inbox/20261122T100000000Z-0001-0123456789ab/source',
    '/inbox/%00',
  ])('%s is the page of any bad link', async (address) => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('This link does not work')
  })

  test.each([
    ['another machine', { remoteAddress: '203.0.113.9' }, 404],
    ['another machine over IPv6', { remoteAddress: '2001:db8::1' }, 404],
    [
      'another machine that claims to be this one',
      { remoteAddress: '203.0.113.9', headers: { 'x-forwarded-for': '127.0.0.1' } },
      404,
    ],
    [
      'a proxy on this machine',
      { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.9' } },
      404,
    ],
    [
      'a foreign name that points here',
      { remoteAddress: '127.0.0.1', headers: { host: 'evil.example:3000' } },
      404,
    ],
    ['this machine', { remoteAddress: '127.0.0.1', headers: { host: 'localhost:3000' } }, 200],
    ['this machine over IPv6', { remoteAddress: '::1', headers: { host: '[::1]:3000' } }, 200],
    [
      'this machine by a mapped address',
      { remoteAddress: '::ffff:127.0.0.1', headers: { host: '127.0.0.1' } },
      200,
    ],
  ])('%s', async (_who, request, status) => {
    const response = await running.server.inject({ url: '/inbox', ...request })
    expect(response.statusCode).toBe(status)
  })
})

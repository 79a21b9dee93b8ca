import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { simpleParser } from 'mailparser'
import { openApp, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { createServer } from '../../src/http/server.ts'
import { silentLogger } from '../../src/log.ts'
import { linesOf, openDesk, prepareIssue, type Desk } from '../cli/desk.ts'

let desk: Desk
let app: App
let id: string

beforeEach(async () => {
  desk = await openDesk()
  id = await prepareIssue(desk, ['ann@example.com'])
  app = await openApp(loadConfig(desk.env), { logger: silentLogger() })
})

afterEach(async () => {
  await app.close()
  await desk.close()
})

async function get(url: string) {
  const server = await createServer(appNeeds(app))
  try {
    return await server.inject({ url, headers: { accept: 'text/html' } })
  } finally {
    await server.close()
  }
}

async function slugOf(): Promise<string> {
  return String(linesOf(await desk.recap(['issue', 'show', id, '--json']))[0]?.['slug'])
}

test('the web version is the mail byte for byte, but for what is one reader alone', async () => {
  expect((await desk.recap(['issue', 'send', id, '--yes', '--wait'])).code).toBe(0)
  const [file = ''] = desk.inbox()
  const mail = await simpleParser(readFileSync(path.join(desk.folder, 'data', 'inbox', file)))
  const html = mail.html || ''
  const page = await get(`/issues/${await slugOf()}`)
  expect(page.statusCode).toBe(200)
  const personal = [
    /You get this because[^<]*/g,
    /<a [^>]*href="[^"]*\/(?:unsubscribe|preferences)\/[^"]*"[^>]*>[^<]*<\/a>/g,
    /Sent to [^<]*/g,
  ]
  for (const pattern of personal) expect(html.match(pattern)).not.toBeNull()
  const rest = personal.reduce((left, pattern) => left.replace(pattern, ''), html)
  expect(page.body === rest).toBe(true)
  const dangling = ['ann@', 'a***', 'Sent to', 'nsubscribe', '/preferences']
  expect(dangling.filter((word) => page.body.includes(word))).toEqual([])
})

test('an issue that is not sent yet is neither in the archive nor in the feed nor on the web', async () => {
  const slug = await slugOf()
  expect((await get(`/issues/${slug}`)).statusCode).toBe(404)
  for (const url of ['/issues', '/issues/feed.xml']) {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain(slug)
  }
})

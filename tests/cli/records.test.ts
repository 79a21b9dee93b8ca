import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { articlePage } from '../support/site-server.ts'
import { linesOf, openDesk, type Desk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})

afterAll(() => desk.close())

const json = async (...args: string[]) => linesOf(await desk.recap([...args, '--json']))

describe('recap source', () => {
  test('added twice is created once', async () => {
    const [first] = await json('source', 'add', desk.feed)
    expect(first).toEqual({ id: 1, url: desk.feed, created: true, kind: 'rss', title: 'Sample' })
    expect(await json('source', 'add', desk.feed)).toEqual([{ ...first, created: false }])
    expect(await json('source', 'list')).toEqual([
      expect.objectContaining({ id: 1, kind: 'rss', status: 'active', lastError: null }),
    ])
  })

  test('fetched here and now tells how many articles are new', async () => {
    expect(await json('source', 'fetch')).toEqual([
      { id: 1, url: desk.feed, ok: true, newArticles: 3, error: null },
    ])
  })

  test('what fails is told in its line, exit code 6', async () => {
    desk.site.pages.set('/broken.xml', desk.site.pages.get('/feed.xml') ?? '')
    await desk.recap(['source', 'add', `${desk.site.url}/broken.xml`])
    desk.site.pages.delete('/broken.xml')
    const answer = await desk.recap(['source', 'fetch', '--json'])
    expect(answer.code).toBe(6)
    expect(linesOf(answer).map(({ ok }) => ok)).toEqual([true, false])
    expect((await desk.recap(['source', 'list'])).stdout).toContain('404')
  })

  test('removed is gone; one that is not there has exit code 1', async () => {
    expect(await json('source', 'remove', '2')).toEqual([{ id: 2, removed: true }])
    for (const verb of ['remove', 'fetch']) {
      expect(await desk.recap(['source', verb, '2'])).toMatchObject({
        code: 1,
        stderr: 'error: There is no source 2. `recap source list` shows them.\n',
      })
    }
  })

  test('an address that does not answer has exit code 4, one that is none 2', async () => {
    expect((await desk.recap(['source', 'add', 'http://127.0.0.1:1/feed.xml'])).code).toBe(4)
    expect((await desk.recap(['source', 'add', 'feed'])).code).toBe(2)
  })
})

describe('recap article', () => {
  test('is added from a file that stands for an address, once', async () => {
    writeFileSync(path.join(desk.folder, 'page.html'), articlePage('Lock gate'))
    const add = ['article', 'add', 'page.html', '--url', 'https://harbour.example/lock-gate']
    const [first] = await json(...add)
    expect(first).toMatchObject({ url: 'https://harbour.example/lock-gate', created: true })
    expect(await json(...add)).toEqual([{ ...first, created: false }])
  })

  test('a file without its address has exit code 2', async () => {
    expect(await desk.recap(['article', 'add', 'page.html'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--url'),
    })
  })

  test('the list can be cut to a week', async () => {
    const urls = (await json('article', 'list')).map(({ url }) => url)
    expect(urls).toContain('https://harbour.example/lock-gate')
    expect(await json('article', 'list', '--week', '2019-W01')).toEqual([])
  })

  test('hidden stays out of the next build', async () => {
    const [built] = await json('issue', 'build')
    const [article] = await json('article', 'list')
    const ferry = (await json('article', 'list')).find(({ url }) => String(url).endsWith('/night-ferry'))
    expect(article).toMatchObject({
      status: expect.any(String),
      title: expect.any(String),
      words: expect.any(Number),
    })
    expect(await json('article', 'hide', String(ferry?.['id']))).toEqual([
      { id: ferry?.['id'], url: ferry?.['url'], status: 'hidden' },
    ])
    const [rebuilt] = await json('issue', 'build')
    expect([built?.['items'], rebuilt?.['items']]).toEqual([3, 2])
    expect((await desk.recap(['article', 'hide', '99'])).code).toBe(1)
  })
})

describe('recap newsletter', () => {
  test('takes pairs and KEY=VALUE, and shows what it has', async () => {
    const [set] = await json('newsletter', 'set', 'name', 'Harbour Weekly', 'schedule=Tue 06:30')
    expect(set).toMatchObject({ name: 'Harbour Weekly', schedule: 'Tue 06:30' })
    expect(await json('newsletter', 'show')).toEqual([set])
  })

  test('a value with an equals sign in it is kept whole', async () => {
    const [set] = await json('newsletter', 'set', 'site-url=https://harbour.example/?a=b')
    expect(set).toMatchObject({ 'site-url': 'https://harbour.example/?a=b' })
  })

  test('an unknown key is guessed and changes nothing, exit code 2', async () => {
    const answer = await desk.recap(['newsletter', 'set', 'name', 'Other', 'shedule', 'Mon 07:00'])
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean schedule?') })
    expect((await json('newsletter', 'show'))[0]).toMatchObject({ name: 'Harbour Weekly' })
  })
})

describe('recap subscriber', () => {
  const address = 'ann@example.com'

  test('is added once, with the consent', async () => {
    const [added] = await json('subscriber', 'add', address, '--consent', 'asked in person', '--name', 'Ann')
    expect(added).toEqual({ id: 1, email: address, created: true, status: 'active' })
    expect(await json('subscriber', 'add', 'ANN@example.com', '--consent', 'again')).toEqual([
      { ...added, created: false },
    ])
    expect(await json('subscriber', 'list')).toEqual([
      expect.objectContaining({ id: 1, email: address, name: 'Ann', status: 'active', suppressed: false }),
    ])
  })

  test('unsubscribed stays so, also when it is repeated or added again', async () => {
    const [first] = await json('subscriber', 'unsubscribe', address)
    expect(first).toMatchObject({ email: address, status: 'unsubscribed' })
    expect(await json('subscriber', 'unsubscribe', address)).toEqual([first])
    const again = await desk.recap(['subscriber', 'add', address, '--consent', 'again', '--json'])
    expect(again.stderr).toContain('stays unsubscribed')
    expect(linesOf(again)[0]).toMatchObject({ created: false, status: 'unsubscribed' })
  })

  test('is shown with the timeline', async () => {
    expect(await json('subscriber', 'show', address)).toEqual([
      expect.objectContaining({
        email: address,
        name: 'Ann',
        status: 'unsubscribed',
        suppressed: false,
        timeline: [
          { at: expect.any(String), event: 'subscribed', detail: 'asked in person (command line)' },
          { at: expect.any(String), event: 'unsubscribed', detail: 'command line' },
        ],
      }),
    ])
  })

  test('is erased for good, once it is confirmed', async () => {
    await desk.recap(['subscriber', 'add', 'gone@example.com', '--consent', 'x'])
    expect((await desk.recap(['subscriber', 'erase', 'gone@example.com'])).code).toBe(5)
    const no = await desk.recap(['subscriber', 'erase', 'gone@example.com'], { typed: 'no\n' })
    expect(no).toMatchObject({ code: 5, stderr: expect.stringContaining('Nothing was erased') })
    const yes = await desk.recap(['subscriber', 'erase', 'gone@example.com', '--json'], { typed: 'yes\n' })
    expect(linesOf(yes)).toEqual([{ email: 'gone@example.com', erased: true, suppressed: false }])
    expect((await desk.recap(['subscriber', 'erase', 'gone@example.com', '--yes'])).code).toBe(1)
  })

  test('a stranger has exit code 1, a text that is no address 2', async () => {
    expect((await desk.recap(['subscriber', 'show', 'no@example.com'])).code).toBe(1)
    expect((await desk.recap(['subscriber', 'add', 'nobody', '--consent', 'x'])).code).toBe(2)
  })
})

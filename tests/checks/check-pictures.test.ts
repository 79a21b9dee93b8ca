import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openFetcher, type Fetcher } from '../../src/articles/fetch-url.ts'
import { weighPicture } from '../../src/articles/weigh-picture.ts'
import { checkPictures } from '../../src/checks/check-pictures.ts'
import { openSite, type SiteServer } from '../support/site-server.ts'
import { goodLetter, withAdded } from './letters.ts'

let site: SiteServer
let fetcher: Fetcher

beforeAll(async () => {
  site = await openSite()
  fetcher = openFetcher({ allow: ['127.0.0.1'], maxBytes: 5_000_000 })
  servePicture('/light.png', 'image/png', 200_000)
  servePicture('/heavy.jpg', 'image/jpeg', 4_000_000)
  servePicture('/endless.jpg', 'image/jpeg', 6_000_000)
  servePicture('/disguised.png', 'image/webp', 20_000)
})

afterAll(async () => {
  await fetcher.close()
  await site.close()
})

function servePicture(path: string, type: string, bytes: number): void {
  site.pages.set(path, (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(Buffer.alloc(bytes)),
  )
}

/** What is found in a letter that shows these pictures and no others. */
async function check(...paths: string[]) {
  const letter = await goodLetter()
  const plain = { ...letter, html: letter.html.replaceAll(/<img [^>]*>/g, '') }
  const images = paths.map((path) => `<img src="${site.url}${path}" alt="">`).join('')
  return checkPictures(withAdded(plain, images), (url) => weighPicture(fetcher, url))
}

test('a picture that is there, light and of a common kind is well', async () => {
  expect(await check('/light.png', '/light.png')).toEqual([
    expect.objectContaining({ level: 'ok', detail: '1 of 1 pictures are there and light' }),
  ])
})

test.each([
  ['/heavy.jpg', /4\.0 MB, over 1 MB/],
  ['/endless.jpg', /too large to be loaded/],
  ['/disguised.png', /image\/webp/],
  ['/nowhere.png', /status 404/],
])('%s is warned about, with where it is', async (path, detail) => {
  expect(await check('/light.png', path)).toEqual([
    expect.objectContaining({
      check: 'pictures',
      level: 'warn',
      detail: expect.stringMatching(detail),
      where: `${site.url}${path}`,
    }),
  ])
})

test('pictures that had no turn in time are named', async () => {
  const letter = withAdded(await goodLetter(), `<img src="${site.url}/light.png" alt="">`)
  const findings = await checkPictures(letter, (url) => weighPicture(fetcher, url), { totalMs: 0 })
  expect(findings.map(({ where }) => where)).toContain(`${site.url}/light.png`)
  expect(findings.every(({ level }) => level === 'warn')).toBe(true)
})

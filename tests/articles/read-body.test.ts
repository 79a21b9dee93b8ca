import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { failure, flood, openTestWeb, type TestWeb } from './test-web.ts'

let web: TestWeb

beforeAll(async () => {
  web = await openTestWeb()
})

afterAll(() => web.close())

describe('sizes', () => {
  test('a feed of more than 10 MB is refused while it streams', async () => {
    let sent = Promise.resolve(0)
    web.answer((_request, response) => {
      sent = flood(response.writeHead(200), Buffer.alloc(1024 * 1024, '<item>'))
    })
    await expect(web.get()).rejects.toEqual(failure('too_large', /more than 10 MB/))
    expect(await sent).toBeLessThan(40)
  })

  test('a gzip bomb is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    web.answer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    const before = process.memoryUsage().arrayBuffers
    await expect(web.get()).rejects.toEqual(failure('too_large', /100 times/))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024)
  })

  test('more than 25 MB unpacked is refused, whatever the ratio', async () => {
    const noise = Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * 2654435761) % 251))
    const packed = gzipSync(
      Buffer.concat(
        Array.from({ length: 70 }, (_, i) =>
          Buffer.concat([noise.subarray(0, 399_000), Buffer.from(String(i))]),
        ),
      ),
      { level: 1 },
    )
    web.answer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
    await expect(web.get()).rejects.toEqual(failure('too_large', /25 MB|100 times/))
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('%s is unpacked', async (encoding, pack) => {
    web.answer((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('<rss/>')),
    )
    expect((await web.get()).body.toString()).toBe('<rss/>')
  })

  test('more than one layer, or broken packing, is unreadable', async () => {
    web.answer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('x'))),
    )
    await expect(web.get()).rejects.toEqual(failure('unreadable', /gzip, gzip/))
    for (const encoding of ['gzip', 'br']) {
      web.answer((_request, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end('this is not packed at all'),
      )
      await expect(web.get()).rejects.toEqual(failure('unreadable', /unpacked/))
    }
  })
})

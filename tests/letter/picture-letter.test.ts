import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { pictureLetter } from '../../src/letter/picture-letter.ts'
import { chromium, describeInChromium } from '../support/chromium.ts'

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

describeInChromium('the pictures of a letter', () => {
  test('ask for each image once, through what is handed in, and reach no host by themselves', async () => {
    const reached: string[] = []
    const host = createServer((request, response) => {
      reached.push(request.url ?? '')
      response.end('no')
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const base = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    const html = `<link rel="stylesheet" href="${base}/a.css"><iframe src="${base}/frame"></iframe>
      <meta http-equiv="refresh" content="0;url=${base}/away"><img src="${base}/a.png"><img src="${base}/a.png" width=9>
      <style>body { background: url(${base}/b.png) }</style><script>document.title = fetch('${base}/script')</script>`
    const asked: string[] = []
    const fetchPicture = async (url: string) => {
      asked.push(url)
      return { contentType: 'image/png', body: dot }
    }
    try {
      const files = await pictureLetter({ chromium: chromium ?? '', fetchPicture }, html)
      expect(files.map(({ name }) => name)).toContain('320-dark.png')
      expect(asked.toSorted()).toEqual([`${base}/a.png`, `${base}/b.png`])
      expect(reached).toEqual([])
    } finally {
      host.close()
      await once(host, 'close')
    }
  })

  test('are not taken by a program that is none, and the error says which', async () => {
    const needs = { chromium: '/bin/false', fetchPicture: async () => null }
    await expect(pictureLetter(needs, '<p>')).rejects.toThrow('/bin/false does not start')
  })
})

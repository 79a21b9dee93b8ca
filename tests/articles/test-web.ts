import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@jest/globals'
import {
  fetchUrl,
  openFetcher,
  type FetchedBody,
  type Fetcher,
  type FetcherOptions,
} from '../../src/articles/fetch-url.ts'

/** A web server on a free port of this machine, whose answer a test may change, and fetchers for it. */
export interface TestWeb {
  readonly base: string
  readonly port: number
  answer(listener: RequestListener): void
  fetcher(options?: Partial<FetcherOptions>): Fetcher
  get(path?: string, options?: Partial<FetcherOptions>): Promise<FetchedBody>
  close(): Promise<void>
}

const emptyAnswer: RequestListener = (_request, response) => response.end()

export async function openTestWeb(): Promise<TestWeb> {
  let listener = emptyAnswer
  const server = createServer((request, response) => listener(request, response))
  const port = await listen(server)
  const base = `http://127.0.0.1:${port}`
  const fetchers: Fetcher[] = []
  const fetcher = (options: Partial<FetcherOptions> = {}): Fetcher => {
    const opened = openFetcher({ allow: ['127.0.0.1'], ...options })
    fetchers.push(opened)
    return opened
  }
  return {
    base,
    port,
    fetcher,
    answer: (next) => (listener = next),
    async get(path = '/', options = {}) {
      const fetched = await fetchUrl(fetcher(options), new URL(path, base).href)
      if (fetched.status !== 'ok') throw new Error('an answer was expected')
      return fetched
    },
    async close() {
      await Promise.all(fetchers.map((one) => one.close()))
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export function failure(code: string, message: RegExp): unknown {
  return expect.objectContaining({ name: 'AppError', code, message: expect.stringMatching(message) })
}

export function send(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end()
}

/** Sends a chunk again and again until the other side hangs up; gives how many went out. */
export function flood(response: ServerResponse, chunk: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let sent = 0
    const more = (): void => {
      while (!response.destroyed && sent < 2000) {
        sent += 1
        if (!response.write(chunk)) return void response.once('drain', more)
      }
    }
    response.on('close', () => resolve(sent))
    more()
  })
}

import { Agent, buildConnector, type Dispatcher } from 'undici'
import { AppError } from '../errors.ts'
import { addressGuard, type AddressGuard } from './address-guard.ts'
import { badStatus, explain } from './fetch-failures.ts'
import { HostTurns, type Visit } from './host-turns.ts'
import { nextHop, webAddress } from './next-hop.ts'
import { readBody, type BodyLimits } from './read-body.ts'

export interface FetcherOptions {
  /** Host names, IP addresses or CIDR networks that may be reached though they are private; `:port` may follow. */
  readonly allow: readonly string[]
  readonly maxBytes?: number
  readonly maxUnpackedBytes?: number
  readonly connectTimeoutMs?: number
  readonly totalTimeoutMs?: number
  readonly userAgent?: string
  /** How many requests may be open at a time, over all hosts; 16 when not set. */
  readonly concurrency?: number
  /**
   * How long a host is left alone after each request, 250 ms when not set. Hosts that `allow` names are the operator's
   * own: for them the default is 0.
   */
  readonly perHostGapMs?: number
  /** How many requests may wait for one host, and how long; beyond that they fail with `retry_later`. */
  readonly waitingPerHost?: number
  readonly longestWaitMs?: number
}

/** Fetches from the web within limits, one request at a time from each host; holds connections, so it is closed. */
export interface Fetcher {
  readonly dispatcher: Dispatcher
  readonly limits: BodyLimits
  readonly totalTimeoutMs: number
  readonly userAgent: string
  readonly turns: HostTurns
  visitOf(address: URL): Visit
  close(): Promise<void>
}

/** Validators of an earlier answer, sent back verbatim (RFC 9110 §13.1). */
interface Conditions {
  readonly etag?: string
  readonly lastModified?: string
  /** The address that gave them; no other is sent them. Not set: every address on the way is. */
  readonly from?: string
}

/** How a page is asked for; HEAD gets its headers and an empty body. */
interface FetchWish extends Conditions {
  readonly method?: 'GET' | 'HEAD'
}

export interface FetchedBody {
  readonly status: 'ok'
  readonly finalUrl: string
  readonly httpStatus: number
  readonly contentType: string | null
  readonly charset: string | null
  readonly body: Buffer
  readonly etag: string | null
  readonly lastModified: string | null
  /** Where a run of permanent redirects from the start led; null when there was none. */
  readonly permanentUrl: string | null
}

export type Fetched = FetchedBody | { readonly status: 'not_modified'; readonly permanentUrl: string | null }

type Headers = Dispatcher.ResponseData['headers']

const megabyte = 1024 * 1024

export function openFetcher(options: FetcherOptions): Fetcher {
  const connectTimeout = options.connectTimeoutMs ?? 10_000
  const guard = addressGuard(options.allow)
  const agent = new Agent({
    connect: guardedConnector(guard, connectTimeout),
    connections: 1,
    maxHeaderSize: 64 * 1024,
  })
  const turns = new HostTurns({
    concurrency: options.concurrency ?? 16,
    waitingPerHost: options.waitingPerHost ?? 96,
    longestWaitMs: options.longestWaitMs ?? 60_000,
  })
  const gapOf = (address: URL): number =>
    options.perHostGapMs ?? (guard.isListed(address.hostname, portOf(address)) ? 0 : 250)
  return {
    dispatcher: agent,
    limits: {
      maxBytes: options.maxBytes ?? 10 * megabyte,
      maxUnpackedBytes: options.maxUnpackedBytes ?? 25 * megabyte,
    },
    totalTimeoutMs: options.totalTimeoutMs ?? 30_000,
    userAgent: options.userAgent ?? 'Recap/0.1 (newsletter digest)',
    turns,
    visitOf: (address) => ({ host: address.host, gapMs: gapOf(address) }),
    close() {
      turns.close()
      return agent.destroy()
    },
  }
}

function portOf({ port, protocol }: { port?: string; protocol?: string }): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80)
}

/** Checks the address at the moment of connecting, so a name that changes its answer gains nothing. */
function guardedConnector(guard: AddressGuard, timeout: number): buildConnector.connector {
  return (options, callback) => {
    const port = portOf(options)
    try {
      guard.check(options.hostname, port)
    } catch (error) {
      return callback(error instanceof Error ? error : new Error(String(error)), null)
    }
    return buildConnector({ timeout, lookup: guard.lookup(port) })(options, callback)
  }
}

/**
 * Gets a feed or page. At most 5 redirects, never from https to http; everything within the time and size limits of the
 * fetcher, whose time does not run while its host is busy with others. Fails with `unreachable`, `gone` (410), `refused`
 * (no public address, no web address), `too_large`, `unreadable` (packing) or `retry_later` (busy for too long); each
 * message names the address and what to do. A bad status is a `FetchError`.
 */
export async function fetchUrl(fetcher: Fetcher, url: string, wish: FetchWish = {}): Promise<Fetched> {
  let msLeft = fetcher.totalTimeoutMs
  const seen = new Set<string>()
  let address = webAddress(url, url)
  let permanentUrl: string | null = null
  let isPermanent = true
  for (;;) {
    seen.add(address.href)
    const endTurn = await fetcher.turns.take(fetcher.visitOf(address))
    const begun = performance.now()
    const signal = AbortSignal.timeout(msLeft)
    const { method = 'GET', ...conditions } = wish
    const question = { fetcher, signal, address, method, conditions: conditionsOf(address, conditions) }
    const answer = await ask(question).finally(endTurn)
    if (answer.kind === 'done')
      return answer.fetched === null
        ? { status: 'not_modified', permanentUrl }
        : { ...answer.fetched, permanentUrl }
    msLeft = Math.max(Math.round(msLeft - (performance.now() - begun)), 1)
    isPermanent &&= answer.isPermanent
    address = nextHop(address, answer.location, seen)
    if (isPermanent) permanentUrl = address.href
  }
}

interface Question {
  readonly fetcher: Fetcher
  readonly signal: AbortSignal
  readonly address: URL
  readonly method: 'GET' | 'HEAD'
  readonly conditions: Conditions
}

type Answer =
  | { readonly kind: 'done'; readonly fetched: FetchedBody | null }
  | { readonly kind: 'redirect'; readonly location: string; readonly isPermanent: boolean }

async function ask(question: Question): Promise<Answer> {
  const { fetcher, signal, address, method } = question
  try {
    const response = await fetcher.dispatcher.request({
      origin: address.origin,
      path: `${address.pathname}${address.search}`,
      method,
      headers: requestHeaders(question),
      signal,
    })
    return await readAnswer(question, response)
  } catch (error) {
    throw signal.aborted ? tooSlow(question, error) : explain(error, address)
  }
}

async function readAnswer(question: Question, response: Dispatcher.ResponseData): Promise<Answer> {
  const { statusCode, headers, body } = response
  const isOk = statusCode >= 200 && statusCode < 300
  if (!isOk) body.on('error', () => undefined).destroy()
  const location = header(headers, 'location')
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== null)
    return { kind: 'redirect', location, isPermanent: statusCode === 301 || statusCode === 308 }
  const { etag, lastModified } = question.conditions
  if (statusCode === 304 && (etag || lastModified)) return { kind: 'done', fetched: null }
  if (!isOk) throw badStatus(question.address, statusCode, header(headers, 'retry-after'))
  const encoding = (header(headers, 'content-encoding') ?? '').trim().toLowerCase()
  // What HEAD tells of the packing is about a body that does not come.
  const packing = question.method === 'HEAD' ? '' : encoding
  const bytes = await readBody(body, packing, question.fetcher.limits)
  return {
    kind: 'done',
    fetched: {
      ...describe(headers),
      status: 'ok',
      finalUrl: question.address.href,
      httpStatus: statusCode,
      body: bytes,
    },
  }
}

function describe(
  headers: Headers,
): Pick<FetchedBody, 'contentType' | 'charset' | 'etag' | 'lastModified' | 'permanentUrl'> {
  const type = header(headers, 'content-type')
  return {
    contentType: type?.split(';')[0]?.trim().toLowerCase() || null,
    charset: /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(type ?? '')?.[1] ?? null,
    etag: header(headers, 'etag'),
    lastModified: header(headers, 'last-modified'),
    permanentUrl: null,
  }
}

/** The validators that an address may be sent. */
function conditionsOf(address: URL, conditions: Conditions): Conditions {
  return conditions.from === undefined || conditions.from === address.href ? conditions : {}
}

function requestHeaders({ fetcher, conditions }: Question): Record<string, string> {
  return {
    'user-agent': fetcher.userAgent,
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    ...(conditions.etag && { 'if-none-match': conditions.etag }),
    ...(conditions.lastModified && { 'if-modified-since': conditions.lastModified }),
  }
}

function tooSlow({ fetcher, address }: Question, cause: unknown): AppError {
  const seconds = fetcher.totalTimeoutMs / 1000
  return new AppError('unreachable', `${address.href} took longer than ${seconds} s; try again later.`, {
    cause,
  })
}

function header(headers: Headers, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

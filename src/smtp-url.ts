import { isIP } from 'node:net'

/** One mail server of `SMTP_URL`, with every option that it may carry. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** `host:port`, for people to read: it holds no login. */
  readonly label: string
  /** TLS from the first byte (RFC 8314), as `smtps:` asks. */
  readonly isSecure: boolean
  /** Whether a connection without TLS must not be used. */
  readonly requiresTls: boolean
  readonly login: { readonly user: string; readonly password: string } | null
  /** The name we greet the server with; null: the name of this machine. */
  readonly name: string | null
  /** Connections at once. */
  readonly pool: number
  /** Messages a second over all machines; null: as fast as it goes. */
  readonly rate: number | null
  /** Share of the load among neighbours that have a weight too; null: the server stands alone in its rank. */
  readonly weight: number | null
  /** Messages before a connection is closed and a new one made; null: no end. */
  readonly maxMessages: number | null
}

const defaultConnections = 20

interface Rule {
  readonly isValid: (text: string) => boolean
  readonly says: string
}

const wholeFrom1 = (most: number): Rule => ({
  isValid: (text) => /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= most,
  says: `a whole number from 1 to ${most}`,
})

const rules: Readonly<Record<string, Rule>> = {
  pool: wholeFrom1(500),
  rate: {
    isValid: (text) => /^([1-9]\d{0,5}|0\.\d{1,3})$/.test(text) && Number(text) >= 0.01,
    says: 'messages a second: a whole number, or a fraction from 0.01',
  },
  weight: wholeFrom1(1000),
  max: wholeFrom1(1_000_000),
  'require-tls': { isValid: (text) => ['', '0', '1', 'false', 'true'].includes(text), says: 'true or false' },
  name: {
    isValid: (text) => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9-]+$/i.test(text) || isIP(text) > 0,
    says: 'a host name',
  },
}

/** What is wrong with an `smtp(s)://user:password@host:port?option=value` address; undefined when nothing is. */
export function smtpUrlProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    return 'must look like smtp://user:password@host:587?pool=20'
  if (!isDecodable(url.username) || !isDecodable(url.password))
    return 'user and password must be percent-encoded'
  for (const [name, value] of url.searchParams) {
    const rule = rules[name]
    if (!rule) return `has no option ${name}; there are ${Object.keys(rules).join(', ')}`
    if (!rule.isValid(value)) return `${name} must be ${rule.says}`
  }
  return undefined
}

/** Reads the address of a mail server in which `smtpUrlProblem` finds nothing wrong. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = new URL(text)
  const isSecure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (isSecure ? 465 : 587)
  const option = (name: string): number | null => Number(url.searchParams.get(name)) || null
  const requireTls = url.searchParams.get('require-tls')
  return {
    host,
    port,
    label: `${url.hostname}:${port}`,
    isSecure,
    requiresTls: isSecure || (requireTls !== null && !['0', 'false'].includes(requireTls)),
    login:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    name: url.searchParams.get('name'),
    pool: option('pool') ?? defaultConnections,
    rate: option('rate'),
    weight: option('weight'),
    maxMessages: option('max'),
  }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.ts'

/** Decides which addresses may be reached: public ones on the ports of the web, and those that an allow list names. */
export interface AddressGuard {
  /** Throws `refused` for a literal address that may not be reached; names are judged when they are looked up. */
  check(hostname: string, port: number): void
  /** A `lookup` for sockets that answers with reachable addresses only: what was checked is what is connected to. */
  lookup(port: number): LookupFunction
  /** Whether the allow list names a host as it is written: by its name, or by its address or network. */
  isListed(hostname: string, port: number): boolean
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

interface Rule {
  readonly host: string
  readonly network: Network | null
  readonly port: number | null
}

const webPorts = new Set([80, 443])

/** Looks a name up, as `dns.lookup` does. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/** `allow` holds host names, single IP addresses or CIDR networks, each with `:port` or without. */
export function addressGuard(allow: readonly string[], resolve: Resolve = dnsLookup): AddressGuard {
  const rules = allow.map(readRule)
  const mayReach = (host: string, port: number, address: string): boolean =>
    (webPorts.has(port) && isPublic(address)) || rules.some((rule) => admits(rule, port, [host, address]))
  return {
    check(hostname, port) {
      const host = plainHost(hostname)
      if (isIP(host) !== 0 && !mayReach(host, port, host)) throw refused(host, port)
    },
    lookup: (port) => (hostname, options, callback) => {
      const host = plainHost(hostname)
      resolve(host, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, '')
        const reachable = found.filter(({ address }) => mayReach(host, port, address))
        const first = reachable[0]
        if (!first) return callback(refused(host, port), '')
        if (options.all === true) return callback(null, reachable)
        return callback(null, first.address, first.family)
      })
    },
    isListed(hostname, port) {
      const host = plainHost(hostname)
      return rules.some((rule) =>
        isIP(host) === 0 ? rule.host === host && isPort(rule, port) : admits(rule, port, [host, host]),
      )
    },
  }
}

function refused(host: string, port: number): AppError {
  return new AppError(
    'refused',
    `${host} port ${port} is not a public address of the web, so nothing was fetched; if it is yours, add ${host} to FETCH_ALLOW.`,
  )
}

/** Forms: `host`, `host:80`, `10.0.0.1`, `10.0.0.1:80`, `10.0.0.0/8`, `::1`, `[::1]:80`. */
function readRule(text: string): Rule {
  const bare = plainHost(text)
  const withPort = ipaddr.isValid(bare) || ipaddr.isValidCIDR(bare) ? null : /^(.+):(\d{1,5})$/.exec(text)
  const host = plainHost(withPort?.[1] ?? text)
  return { host, network: networkOf(host), port: withPort ? Number(withPort[2]) : null }
}

function networkOf(host: string): Network | null {
  if (ipaddr.isValidCIDR(host)) return ipaddr.parseCIDR(host)
  if (isIP(host) === 0) return null
  const address = ipaddr.process(host)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function admits(rule: Rule, port: number, [host, address]: readonly [string, string]): boolean {
  if (!isPort(rule, port)) return false
  if (rule.network === null) return rule.host === host
  const parsed = ipaddr.process(address)
  return parsed.kind() === rule.network[0].kind() && parsed.match(rule.network)
}

function isPort(rule: Rule, port: number): boolean {
  return rule.port === null || rule.port === port
}

/** Global unicast only: no loopback, private, link-local, shared, mapped, translated or documentation range. */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'))
}

function plainHost(hostname: string): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase()
}

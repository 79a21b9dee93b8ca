import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

/**
 * Whether a request comes from this very machine: a loopback peer that asks for a loopback name, with no sign
 * of a proxy between. The name matters because another site's name can be pointed at 127.0.0.1 (DNS rebinding).
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers
  return (
    isLoopback(request.ip) &&
    isLocalName(request.hostname) &&
    forwarded === undefined &&
    forwardedFor === undefined
  )
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name)
}

import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Where to listen; port 0 takes a free one. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** Starts listening and returns the URL it is bound to; an address that cannot be had is `bad_config`. */
export async function listen(server: FastifyInstance, address: ListenAddress): Promise<string> {
  try {
    return await server.listen({ host: address.host, port: address.port })
  } catch (cause) {
    throw new AppError('bad_config', refusalText(cause, address), { cause })
  }
}

function refusalText(cause: unknown, { host, port }: ListenAddress): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken: stop the program that has it, or set PORT to another.`
  }
  if (code === 'EACCES') {
    return `Port ${port} may not be opened by this user: set PORT to a number above 1023.`
  }
  return `The web server cannot listen on ${host}, port ${port}: set HOST to an address of this machine.`
}

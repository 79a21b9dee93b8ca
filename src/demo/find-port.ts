import { once } from 'node:events'
import { createServer } from 'node:net'

/** The first of the wanted ports that is free on loopback, else any free one. */
export async function findPort(wanted: readonly number[]): Promise<number> {
  for (const port of [...wanted, 0]) {
    const found = await tryPort(port)
    if (found !== undefined) return found
  }
  return 0
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return undefined
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? address?.port : undefined
}

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy on loopback that can break what runs through it. */
export interface CuttingProxy {
  readonly port: number
  /** Resets every connection; new ones go through. */
  cut(): void
  /** Holds back all bytes both ways, as a network that swallows packets does, until it is told to go on. */
  stall(isStalled: boolean): void
  /** Turns new connections away. */
  refuse(isRefusing: boolean): void
  /** Cuts the connection of the next request that holds this text after the server got it and before it is answered. */
  cutReplyTo(text: string): void
  /** How many replies were cut off so far. */
  readonly cutReplies: number
  close(): Promise<void>
}

interface State {
  stalled: boolean
  refusing: boolean
  trap: string | undefined
  cutReplies: number
  readonly sockets: Set<Socket>
}

export async function openCuttingProxy(targetPort: number): Promise<CuttingProxy> {
  const state: State = { stalled: false, refusing: false, trap: undefined, cutReplies: 0, sockets: new Set() }
  const server = createServer((client) => join(client, targetPort, state))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of state.sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stall(isStalled) {
      state.stalled = isStalled
      for (const socket of state.sockets) {
        if (isStalled) socket.pause()
        else socket.resume()
      }
    },
    refuse: (isRefusing) => (state.refusing = isRefusing),
    cutReplyTo: (text) => (state.trap = text),
    get cutReplies() {
      return state.cutReplies
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

function join(client: Socket, targetPort: number, state: State): void {
  if (state.refusing) return void client.resetAndDestroy()
  const target = connect(targetPort, '127.0.0.1')
  let deaf = false
  for (const socket of [client, target]) {
    state.sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      state.sockets.delete(socket)
      client.destroy()
      target.destroy()
    })
    if (state.stalled) socket.pause()
  }
  client.on('data', (data) => {
    if (state.trap !== undefined && data.includes(state.trap)) {
      state.trap = undefined
      state.cutReplies += 1
      deaf = true
    }
    target.write(data)
  })
  target.on('data', (data) => {
    if (deaf) client.resetAndDestroy()
    else client.write(data)
  })
}

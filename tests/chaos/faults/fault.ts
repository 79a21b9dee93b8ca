import { chaosTiming } from '../chaos-timing.ts'
import type { Rig } from '../rig.ts'

/** Something that goes wrong in the middle of a send; it is over when the promise resolves. */
export interface Fault {
  readonly name: string
  /** Only where Redis carries the bells. */
  readonly needsRedis?: boolean
  readonly strike: (rig: Rig) => Promise<void>
  /** What goes wrong already before the issue is on its way. */
  readonly before?: (rig: Rig) => Promise<void>
}

export const leaseMs = chaosTiming.leaseSeconds * 1_000

/** Connections of a worker: as many messages may be between their final dot and its reply when all are cut. */
export const connections = 20

import { setInterval as every } from 'node:timers/promises'

/** A lease as its holder sees it, on two clocks: one stands still while a machine sleeps, the other can be set back. */
export interface Lease {
  /** Whether a mail may still begin: half of the lease has not passed since it was last renewed. */
  isFresh(): boolean
  /** The lease was renewed by a statement that began at this moment. */
  renewed(at: Moment): void
  /** Ends the heartbeat. */
  end(): Promise<void>
}

/** One instant on the monotonic and on the wall clock, in milliseconds. */
export interface Moment {
  readonly monotonic: number
  readonly wall: number
}

export type Clocks = () => Moment

export const systemClocks: Clocks = () => ({ monotonic: performance.now(), wall: Date.now() })

export interface LeaseOptions {
  readonly leaseSeconds: number
  readonly clocks: Clocks
  /** Asks for a longer lease; false when it is no longer ours. */
  readonly renew: () => Promise<boolean>
  readonly onError: (error: unknown) => void
}

/** Keeps a lease alive four times within its length, for batches that a slow mail server draws out. */
export function keepLease({ leaseSeconds, clocks, renew, onError }: LeaseOptions): Lease {
  const ended = new AbortController()
  let last = clocks()
  const beat = async (): Promise<void> => {
    const at = clocks()
    try {
      if (await renew()) last = at
    } catch (error) {
      onError(error)
    }
  }
  const beating = beatEvery(leaseSeconds * 250, beat, ended.signal)
  return {
    isFresh: () => isWithin(leaseSeconds * 500, last, clocks()),
    renewed: (at) => (last = at),
    async end() {
      ended.abort()
      await beating
    },
  }
}

/** Whether less than so many milliseconds lie between two moments, by both clocks. */
export function isWithin(milliseconds: number, since: Moment, now: Moment): boolean {
  return now.monotonic - since.monotonic < milliseconds && Math.abs(now.wall - since.wall) < milliseconds
}

async function beatEvery(ms: number, beat: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(ms, undefined, { signal, ref: false })) await beat()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

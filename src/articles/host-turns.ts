import { AppError } from '../errors.ts'

export interface HostTurnsOptions {
  /** How many requests may be open at a time, over all hosts. */
  readonly concurrency: number
  /** How many requests may wait for one host; more are turned away. */
  readonly waitingPerHost: number
  /** How long a request may wait for its turn. */
  readonly longestWaitMs: number
}

/** Who asks, and how long the host is left alone afterwards. */
export interface Visit {
  readonly host: string
  readonly gapMs: number
}

interface Waiter {
  admit(): void
  refuse(error: AppError): void
}

type Line = Set<Waiter>

/**
 * Lets one request at a time to each host, first come first served, and so many in all. A request waits for its host
 * before it waits for a place, so that a slow host takes one place at most.
 */
export class HostTurns {
  readonly #options: HostTurnsOptions
  /** A host is known while it is visited, waited for, or still left alone. */
  readonly #hosts = new Map<string, Line>()
  readonly #places: Line = new Set()
  readonly #gaps = new Set<NodeJS.Timeout>()
  #taken = 0
  #isClosed = false

  constructor(options: HostTurnsOptions) {
    this.#options = options
  }

  /** How many hosts are known just now; none when nobody asks. */
  get size(): number {
    return this.#hosts.size
  }

  /**
   * Waits for the turn of a request; what it gives ends the turn and must be called once. Throws `retry_later` when the
   * host has too many waiting, when the turn does not come in time, or when the turns are closed.
   */
  async take(visit: Visit): Promise<() => void> {
    const deadline = Date.now() + this.#options.longestWaitMs
    await this.#takeHost(visit.host, deadline)
    try {
      await this.#takePlace(visit.host, deadline)
    } catch (error) {
      this.#passOn(visit.host)
      throw error
    }
    return () => {
      this.#leavePlace()
      this.#leaveHost(visit)
    }
  }

  /** Turns away all who wait and all who come. */
  close(): void {
    this.#isClosed = true
    for (const gap of this.#gaps) clearTimeout(gap)
    for (const [host, line] of this.#hosts) for (const waiter of line) waiter.refuse(closing(host))
    for (const waiter of this.#places) waiter.refuse(closing('the web'))
    this.#hosts.clear()
  }

  async #takeHost(host: string, deadline: number): Promise<void> {
    if (this.#isClosed) throw closing(host)
    const line = this.#hosts.get(host)
    if (line === undefined) return void this.#hosts.set(host, new Set())
    if (line.size >= this.#options.waitingPerHost) throw busy(host)
    await waitIn(line, deadline, host)
  }

  async #takePlace(host: string, deadline: number): Promise<void> {
    if (this.#isClosed) throw closing(host)
    if (this.#taken < this.#options.concurrency) this.#taken++
    else await waitIn(this.#places, deadline, host)
  }

  #leavePlace(): void {
    if (!admitNext(this.#places)) this.#taken--
  }

  #leaveHost({ host, gapMs }: Visit): void {
    if (gapMs === 0 || this.#isClosed) return this.#passOn(host)
    const gap = setTimeout(() => {
      this.#gaps.delete(gap)
      this.#passOn(host)
    }, gapMs)
    this.#gaps.add(gap)
  }

  #passOn(host: string): void {
    const line = this.#hosts.get(host)
    if (line === undefined || !admitNext(line)) this.#hosts.delete(host)
  }
}

function waitIn(line: Line, deadline: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      line.delete(waiter)
    }
    const waiter: Waiter = {
      admit: () => (leave(), resolve()),
      refuse: (error) => (leave(), reject(error)),
    }
    const timer = setTimeout(() => waiter.refuse(busy(host)), Math.max(deadline - Date.now(), 0))
    line.add(waiter)
  })
}

/** Sets keep the order in which their members came. */
function admitNext(line: Line): boolean {
  const [next] = line
  next?.admit()
  return next !== undefined
}

function busy(host: string): AppError {
  return new AppError(
    'retry_later',
    `${host} is busy with earlier requests of Recap; it is asked again in a few minutes.`,
  )
}

function closing(host: string): AppError {
  return new AppError('retry_later', `Recap is stopping and asks ${host} no more; start it again.`)
}

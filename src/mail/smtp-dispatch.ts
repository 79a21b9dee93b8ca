import type { SmtpServer } from '../smtp-url.ts'
import { chooseLane, rankServers, type LaneView } from './choose-lane.ts'
import { SmtpLane, type LaneNeeds } from './smtp-lane.ts'
import type { Transaction } from './smtp-commands.ts'
import type { Transacted } from './smtp-session.ts'
import type { Outcome } from './read-verdict.ts'

/** A message on its way to whichever server takes it. */
export interface Errand {
  readonly transaction: Transaction
  /** Asked when a connection is free; a no gives the message back unsent. */
  readonly mayStart: () => boolean
}

interface Waiting extends Errand {
  readonly settle: (result: Transacted) => void
}

/** Spreads messages over the servers: each goes once, in the order of the queue, by the choice of `chooseLane`. */
export class SmtpDispatch {
  readonly #lanes: readonly SmtpLane[]
  readonly #ranks: readonly number[]
  #turns: readonly number[]
  #queue: Waiting[] = []
  #isClosing = false

  constructor(servers: readonly SmtpServer[], needs: Omit<LaneNeeds, 'onReady'>) {
    this.#lanes = servers.map((server) => new SmtpLane(server, { ...needs, onReady: () => this.#pump() }))
    this.#ranks = rankServers(servers)
    this.#turns = servers.map(() => 0)
  }

  /** Sends one message; it does not reject. */
  send(errand: Errand): Promise<Transacted> {
    return new Promise((settle) => {
      this.#queue.push({ ...errand, settle })
      this.#pump()
    })
  }

  /** What waits is given back unsent; what is under way is finished. */
  close(): void {
    this.#isClosing = true
    for (const lane of this.#lanes) lane.close()
    this.#pump()
  }

  #pump(): void {
    let next = this.#queue.shift()
    while (next) {
      if (!this.#handOver(next)) {
        this.#queue.unshift(next)
        return
      }
      next = this.#queue.shift()
    }
  }

  /** Whether the message is on its way or answered; no means that it has to wait. */
  #handOver(waiting: Waiting): boolean {
    if (this.#isClosing) return giveBack(waiting, 'Recap is about to stop')
    const choice = chooseLane(this.#views(waiting.transaction.needsUtf8))
    if (choice.kind === 'wait') return false
    if (choice.kind === 'unsupported') return answer(waiting, unsupported)
    if (choice.kind === 'down') return answer(waiting, this.#allDown(choice.waitMs))
    if (!waiting.mayStart()) return giveBack(waiting, 'It was called back before it began')
    this.#turns = choice.turns
    const lane = this.#lanes[choice.index]
    if (lane) void this.#ride(lane, waiting)
    return true
  }

  async #ride(lane: SmtpLane, waiting: Waiting): Promise<void> {
    const ride = await lane.ride(waiting.transaction)
    if (ride.kind === 'done') waiting.settle(ride.result)
    else this.#queue.unshift(waiting)
    this.#pump()
  }

  #views(needsUtf8: boolean): LaneView[] {
    return this.#lanes.map((lane, index) => ({
      rank: this.#ranks[index] ?? index,
      weight: lane.server.weight ?? 1,
      turn: this.#turns[index] ?? 0,
      ...lane.standing(needsUtf8),
    }))
  }

  #allDown(waitMs: number): Outcome {
    const faults = this.#lanes.map(({ server, lastFault }) => `${server.label}: ${lastFault}`)
    return { kind: 'not_sent', response: faults.join('; ').slice(0, 500), cause: 'servers', waitMs }
  }
}

const unsupported: Outcome = {
  kind: 'unsupported',
  response: 'No mail server takes an address with letters beyond ASCII before the @ (SMTPUTF8)',
}

function giveBack(waiting: Waiting, response: string): true {
  return answer(waiting, { kind: 'not_sent', response, cause: 'connection', waitMs: 0 })
}

function answer(waiting: Waiting, outcome: Outcome): true {
  waiting.settle({ outcome, progress: 'none' })
  return true
}

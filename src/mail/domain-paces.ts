import { freePace, slowDown, speedUp, type DomainPace, type PaceSign } from './domain-pace.ts'

/** A place on the way to a destination; `leave` gives it back and tells how it went. */
export interface Passage {
  leave(sign: PaceSign): void
}

/** Keeps the pace of every destination that gave trouble, the last ten thousand of them. */
export interface DomainPaces {
  /** Waits for a place; a number is how many milliseconds the destination needs to be left alone. */
  enter(domain: string): Promise<Passage | number>
}

const mostDomains = 10_000

/** Nobody is sent away for longer: the destination may be well again by then. */
const longestAbsence = 10 * 60_000

interface Destination {
  pace: DomainPace
  onTheWay: number
  /** How many were sent away since the last start: each gets a later time, so that they do not come back as one. */
  sentAway: number
  readonly waiting: ((entry: Passage | number) => void)[]
}

export function openDomainPaces(now: () => number): DomainPaces {
  const destinations = new Map<string, Destination>()

  const find = (domain: string): Destination => {
    const known = destinations.get(domain)
    const found = known ?? { pace: freePace, onTheWay: 0, sentAway: 0, waiting: [] }
    destinations.delete(domain)
    destinations.set(domain, found)
    return found
  }

  const forget = (domain: string, { pace, onTheWay, waiting }: Destination): void => {
    if (pace === freePace && onTheWay === 0 && waiting.length === 0) destinations.delete(domain)
    if (destinations.size > mostDomains) dropOldest(destinations)
  }

  const admit = (domain: string, destination: Destination): Passage | number | undefined => {
    const { pace, onTheWay } = destination
    if (onTheWay >= Math.floor(pace.limit) && pace.interval === 0) return undefined
    const wait = pace.interval > 0 ? pace.nextStart - now() : 0
    if (wait > 0 || onTheWay >= Math.floor(pace.limit))
      return sendAway(destination, Math.max(wait, pace.interval))
    destination.sentAway = 0
    destination.onTheWay += 1
    destination.pace = pace.interval > 0 ? { ...pace, nextStart: now() + pace.interval } : pace
    return passage(domain, destination)
  }

  const passage = (domain: string, destination: Destination): Passage => {
    const begunAt = now()
    return {
      leave(sign) {
        destination.pace = paceAfter(destination, sign, { now: now(), begunAt })
        destination.onTheWay -= 1
        letIn(domain, destination)
        forget(domain, destination)
      },
    }
  }

  const letIn = (domain: string, destination: Destination): void => {
    for (;;) {
      const entry = destination.waiting.length > 0 ? admit(domain, destination) : undefined
      if (entry === undefined) return
      destination.waiting.shift()?.(entry)
    }
  }

  return {
    async enter(domain) {
      const destination = find(domain)
      const entry = destination.waiting.length > 0 ? undefined : admit(domain, destination)
      return entry ?? new Promise((resolve) => destination.waiting.push(resolve))
    },
  }
}

function sendAway(destination: Destination, wait: number): number {
  const later = destination.sentAway * destination.pace.interval
  destination.sentAway += 1
  return Math.min(wait + later, longestAbsence)
}

function paceAfter(
  { pace, onTheWay }: Destination,
  sign: PaceSign,
  at: { now: number; begunAt: number },
): DomainPace {
  if (sign === 'trouble') return slowDown(pace, { ...at, onTheWay })
  return sign === 'good' && pace !== freePace ? speedUp(pace) : pace
}

/** Those that nobody is on the way to go first: the others are needed when their messages end. */
function dropOldest(destinations: Map<string, Destination>): void {
  for (const [domain, { onTheWay, waiting }] of destinations) {
    if (onTheWay > 0 || waiting.length > 0) continue
    destinations.delete(domain)
    return
  }
}

/** One server as the next message sees it. */
export interface LaneView {
  /** Servers of a lower rank come first. */
  readonly rank: number
  readonly weight: number
  /** What earlier choices left over for this server. */
  readonly turn: number
  /** `trying`: nobody knows yet whether it is back; `unfit`: it cannot carry this message. */
  readonly status: 'free' | 'full' | 'trying' | 'down' | 'unfit'
  /** How long it is down, in milliseconds. */
  readonly waitMs: number
}

export type LaneChoice =
  | { readonly kind: 'take'; readonly index: number; readonly turns: readonly number[] }
  /** A server that works will be free soon. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'down'; readonly waitMs: number }
  | { readonly kind: 'unsupported' }

/**
 * Chooses the server for the next message: of the first rank that works, the one whose turn it is by weight. A rank that
 * is merely busy is waited for; a later rank serves only while every earlier one is down.
 */
export function chooseLane(lanes: readonly LaneView[]): LaneChoice {
  const ranks = [...new Set(lanes.map((lane) => lane.rank))].toSorted((a, b) => a - b)
  for (const rank of ranks) {
    const statuses = lanes.filter((lane) => lane.rank === rank).map((lane) => lane.status)
    if (statuses.includes('free')) return takeTurn(lanes, rank)
    if (statuses.includes('full')) return { kind: 'wait' }
  }
  const fit = lanes.filter((lane) => lane.status !== 'unfit')
  if (fit.length === 0) return { kind: 'unsupported' }
  if (fit.some((lane) => lane.status === 'trying')) return { kind: 'wait' }
  return { kind: 'down', waitMs: Math.min(...fit.map((lane) => lane.waitMs)) }
}

/** Smooth weighted round robin: each free server earns its weight, and the richest pays for all of them. */
function takeTurn(lanes: readonly LaneView[], rank: number): LaneChoice {
  const earns = (lane: LaneView): number => (lane.rank === rank && lane.status === 'free' ? lane.weight : 0)
  const turns = lanes.map((lane) => (earns(lane) > 0 ? lane.turn + lane.weight : lane.turn))
  const candidates = lanes.flatMap((lane, index) => (earns(lane) > 0 ? [index] : []))
  const index = candidates.reduce((best, other) => ((turns[other] ?? 0) > (turns[best] ?? 0) ? other : best))
  const price = lanes.reduce((sum, lane) => sum + earns(lane), 0)
  turns[index] = (turns[index] ?? 0) - price
  return { kind: 'take', index, turns }
}

/** Ranks of servers in the order they are written: neighbours that have a weight share a rank, others stand alone. */
export function rankServers(servers: readonly { readonly weight: number | null }[]): number[] {
  let rank = -1
  return servers.map(({ weight }, index) => {
    const before = servers[index - 1]
    if (weight === null || !before || before.weight === null) rank += 1
    return rank
  })
}

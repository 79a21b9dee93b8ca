import { describe, expect, test } from '@jest/globals'
import { chooseLane, rankServers, type LaneView } from '../../src/mail/choose-lane.ts'

function lane(given: Partial<LaneView> = {}): LaneView {
  return { rank: 0, weight: 1, turn: 0, status: 'free', waitMs: 0, ...given }
}

/** Which servers so many messages go to, one after the other. */
function spread(lanes: readonly LaneView[], messages: number): number[] {
  const counts = lanes.map(() => 0)
  let turns: readonly number[] = lanes.map(({ turn }) => turn)
  for (let n = 0; n < messages; n += 1) {
    const choice = chooseLane(lanes.map((view, index) => ({ ...view, turn: turns[index] ?? 0 })))
    if (choice.kind !== 'take') throw new Error(choice.kind)
    turns = choice.turns
    counts[choice.index]! += 1
  }
  return counts
}

test('servers without a weight are ranked as written, neighbours with one share a rank', () => {
  expect(rankServers([{ weight: null }, { weight: null }])).toEqual([0, 1])
  expect(rankServers([{ weight: 3 }, { weight: 1 }, { weight: null }, { weight: 2 }])).toEqual([0, 0, 1, 2])
})

describe('weights', () => {
  test('share the messages of a rank exactly', () => {
    expect(spread([lane({ weight: 3 }), lane({ weight: 1 }), lane({ rank: 1 })], 400)).toEqual([300, 100, 0])
  })

  test('share them among those that are left when one is full', () => {
    const lanes = [lane({ weight: 3 }), lane({ weight: 1 }), lane({ weight: 4, status: 'full' })]
    expect(spread(lanes, 40)).toEqual([30, 10, 0])
  })
})

describe('a later server', () => {
  test('does not serve while an earlier one is merely busy', () => {
    expect(chooseLane([lane({ status: 'full' }), lane({ rank: 1 })])).toEqual({ kind: 'wait' })
  })

  test.each(['down', 'trying', 'unfit'] as const)('serves while the earlier one is %s', (status) => {
    expect(chooseLane([lane({ status }), lane({ rank: 1 })])).toMatchObject({ kind: 'take', index: 1 })
  })
})

test('when all are down, the first to come back tells how long to wait', () => {
  const lanes = [lane({ status: 'down', waitMs: 9000 }), lane({ rank: 1, status: 'down', waitMs: 4000 })]
  expect(chooseLane(lanes)).toEqual({ kind: 'down', waitMs: 4000 })
})

test('a trial under way is waited for when there is nobody else', () => {
  expect(chooseLane([lane({ status: 'trying' }), lane({ status: 'down', waitMs: 1 })])).toEqual({
    kind: 'wait',
  })
})

test('a message that nobody can carry is unsupported, unless one that is down might', () => {
  expect(chooseLane([lane({ status: 'unfit' })])).toEqual({ kind: 'unsupported' })
  expect(chooseLane([lane({ status: 'unfit' }), lane({ status: 'down', waitMs: 7 })])).toMatchObject({
    kind: 'down',
  })
})

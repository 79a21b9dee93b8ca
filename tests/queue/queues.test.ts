import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { AppError } from '../../src/errors.ts'
import { handle } from '../../src/queue/worker.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { waitUntil } from '../support/wait-until.ts'
import { countKept, openQueue, testJob, type TestQueue } from './open-queue.ts'

describeEachBackend('a repetition on %s', (kind) => {
  let stage: TestQueue
  const bell = testJob('bell', 1)

  beforeEach(async () => {
    stage = await openQueue(kind)
  })
  afterEach(() => stage.close())

  const schedulers = () =>
    stage.inspect(async (queue) =>
      (await queue.getJobSchedulers()).map(({ pattern, tz, name }) => ({ pattern, tz, name })),
    )

  test('that is set twice is one, with the pattern and the zone that came last', async () => {
    await stage.queues.repeat(bell, { id: 1 }, { pattern: '0 7 * * 1', timeZone: 'Europe/Berlin' })
    await stage.queues.repeat(bell, { id: 1 }, { pattern: '0 7 * * 1', timeZone: 'Europe/Berlin' })
    await stage.queues.repeat(bell, { id: 1 }, { pattern: '30 8 * * 0', timeZone: 'America/New_York' })

    expect(await schedulers()).toEqual([{ pattern: '30 8 * * 0', tz: 'America/New_York', name: 'bell' }])
    expect(await stage.inspect(countKept)).toBe(1)
  })

  test('is one for each payload, and stopping one leaves the others', async () => {
    const weekly = { pattern: '0 7 * * 1', timeZone: 'UTC' }
    for (const id of [1, 2]) await stage.queues.repeat(bell, { id }, weekly)
    expect(await schedulers()).toHaveLength(2)

    for (let round = 0; round < 2; round++) await stage.queues.stopRepeating(bell, { id: 1 })
    expect(await schedulers()).toHaveLength(1)
    await stage.queues.stopRepeating(bell, { id: 2 })
    expect(await stage.inspect(countKept)).toBe(0)
  })

  test('rings again and again, even after a ring that failed for good', async () => {
    const rings: number[] = []
    stage.work([
      handle(bell, async ({ id }) => {
        rings.push(id)
        if (rings.length === 1) throw new AppError('bad_input', 'no')
      }),
    ])
    await stage.queues.repeat(bell, { id: 7 }, { pattern: '* * * * * *', timeZone: 'UTC' })
    await waitUntil('it has rung three times', () => rings.length >= 3)
    expect(new Set(rings)).toEqual(new Set([7]))
  })
})

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { AppError, type ErrorCode } from '../../src/errors.ts'
import { handle, type Handler } from '../../src/queue/worker.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { waitUntil } from '../support/wait-until.ts'
import { countKept, openQueue, testJob, type TestQueue } from './open-queue.ts'

describeEachBackend('a worker on %s', (kind) => {
  let stage: TestQueue
  let runs: string[]
  const tried = testJob('tried', 3)
  const last = testJob('last', 1)

  beforeEach(async () => {
    stage = await openQueue(kind)
    runs = []
  })
  afterEach(() => stage.close())

  const note = (job: typeof tried, work?: () => Promise<void>): Handler =>
    handle(job, async ({ id }) => {
      runs.push(`${job.name} ${id}`)
      await work?.()
    })

  const empty = () => waitUntil('no job is kept', async () => (await stage.inspect(countKept)) === 0)

  /** Waits until what was added before is through: the queue is worked off in order. */
  async function untilThrough(): Promise<void> {
    await stage.queues.enqueue(last, { id: 0 })
    await waitUntil('the last job has run', () => runs.includes('last 0'))
    await empty()
    runs.splice(runs.indexOf('last 0'), 1)
  }

  test('handles what was added before it came and after', async () => {
    await stage.queues.enqueue(tried, { id: 1 })
    stage.work([note(tried)])
    await stage.queues.enqueue(tried, { id: 2 })
    await waitUntil('both have run', () => runs.length === 2)
    expect(runs).toEqual(['tried 1', 'tried 2'])
  })

  test('takes a job that is added twice while it waits for one', async () => {
    for (const id of [1, 1, 2, 1, 2]) await stage.queues.enqueue(tried, { id })
    await Promise.all([1, 2, 3, 4].map(() => stage.queues.enqueue(tried, { id: 3 })))
    stage.work([note(tried), note(last)])
    await untilThrough()
    expect(runs).toEqual(['tried 1', 'tried 2', 'tried 3'])
  })

  test('leaves nothing behind, so that the same job can be added again', async () => {
    stage.work([note(tried), note(last)])
    for (let round = 0; round < 3; round++) {
      await stage.queues.enqueue(tried, { id: 1 })
      await untilThrough()
    }
    expect(runs).toEqual(['tried 1', 'tried 1', 'tried 1'])
    expect(stage.logged).toEqual([])
  })

  test('tries a failing job as often as it says, logs each time, and leaves nothing behind', async () => {
    stage.work([note(tried, () => Promise.reject(new Error('not today'))), note(last)])
    await stage.queues.enqueue(tried, { id: 1 })
    await waitUntil('it was tried three times', () => runs.length === 3)
    await untilThrough()
    await stage.queues.enqueue(tried, { id: 1 })
    await waitUntil('it was tried again', () => runs.length === 6)
    await untilThrough()

    expect(runs).toHaveLength(6)
    expect(stage.logged.map(({ err }) => err?.message)).toEqual(Array.from({ length: 6 }, () => 'not today'))
  })

  test('stops trying once a job succeeds', async () => {
    let failures = 1
    stage.work([
      note(tried, async () => void (failures-- > 0 && (await Promise.reject(new Error('once'))))),
      note(last),
    ])
    await stage.queues.enqueue(tried, { id: 1 })
    await waitUntil('it was tried twice', () => runs.length === 2)
    await untilThrough()
    expect(runs).toEqual(['tried 1', 'tried 1'])
  })

  test.each<[ErrorCode, number]>([
    ['bad_input', 1],
    ['not_found', 1],
    ['conflict', 1],
    ['refused', 1],
    ['bad_config', 1],
    ['unreachable', 3],
    ['retry_later', 3],
  ])('tries an error of the code %s %i time(s)', async (code, times) => {
    stage.work([note(tried, () => Promise.reject(new AppError(code, 'no'))), note(last)])
    await stage.queues.enqueue(tried, { id: 1 })
    await waitUntil('it was tried', () => runs.length === times)
    await untilThrough()
    expect(runs).toHaveLength(times)
  })

  test('drops a payload that cannot be read and a job that no one knows, with an error each', async () => {
    stage.work([note(tried), note(last)])
    await stage.queues.enqueue({ ...tried, name: 'tried' }, { id: 1.5 })
    await stage.queues.enqueue(testJob('forgotten', 3), { id: 1 })
    await untilThrough()

    expect(runs).toEqual([])
    expect(stage.logged.map(({ err }) => err?.message)).toEqual([
      expect.stringContaining('A tried job has a payload that cannot be read'),
      expect.stringContaining('No job is called forgotten'),
    ])
  })

  test('runs as many jobs at once as it may', async () => {
    const gate = Promise.withResolvers<void>()
    stage.work([note(tried, () => gate.promise)], { concurrency: 3 })
    for (const id of [1, 2, 3, 4]) await stage.queues.enqueue(tried, { id })
    await waitUntil('three run', () => runs.length === 3)
    gate.resolve()
    await waitUntil('all have run', () => runs.length === 4)
  })

  test('hears its own queue alone', async () => {
    const elsewhere = testJob('elsewhere', 1, 'deliver')
    stage.work([note(tried), note(last), note(elsewhere)])
    await stage.queues.enqueue(elsewhere, { id: 1 })
    await untilThrough()
    expect(runs).toEqual([])
    stage.work([note(elsewhere)], { queue: 'deliver' })
    await waitUntil('it has run', () => runs.length === 1)
  })

  test('that is told to close waits for the job in hand and takes no other', async () => {
    const gate = Promise.withResolvers<void>()
    const worker = stage.work([note(tried, () => gate.promise)])
    for (const id of [1, 2]) await stage.queues.enqueue(tried, { id })
    await waitUntil('the first runs', () => runs.length === 1)

    let closed = false
    const closing = worker.close().then(() => (closed = true))
    await stage.inspect(countKept)
    expect(closed).toBe(false)
    gate.resolve()
    await closing

    expect(runs).toEqual(['tried 1'])
    expect(await stage.inspect(countKept)).toBe(1)
    stage.work([note(tried)])
    await waitUntil('the second runs elsewhere', () => runs.length === 2)
    await empty()
  })

  test('can be closed at once and twice', async () => {
    const worker = stage.work([])
    await worker.close()
    await worker.close()
  })
})

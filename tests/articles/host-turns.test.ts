import { describe, expect, test } from '@jest/globals'
import { HostTurns, type HostTurnsOptions } from '../../src/articles/host-turns.ts'
import { waitUntil } from '../support/wait-until.ts'

const open = (options: Partial<HostTurnsOptions> = {}) =>
  new HostTurns({ concurrency: 10, waitingPerHost: 10, longestWaitMs: 10_000, ...options })
const visit = (host: string, gapMs = 0) => ({ host, gapMs })
const busy = expect.objectContaining({ code: 'retry_later' })
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the turns of a host', () => {
  test('come one at a time, in the order of asking', async () => {
    const turns = open()
    const order: number[] = []
    const inHand = new Set<number>()
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (n) => {
        const end = await turns.take(visit('a'))
        order.push(n)
        inHand.add(n)
        expect(inHand.size).toBe(1)
        await settled()
        inHand.delete(n)
        end()
      }),
    )
    expect(order).toEqual([1, 2, 3, 4, 5])
    expect(turns.size).toBe(0)
  })

  test('keep their distance, and then the host is forgotten', async () => {
    const turns = open()
    const begun = performance.now()
    ;(await turns.take(visit('a', 50)))()
    ;(await turns.take(visit('a', 50)))()
    expect(performance.now() - begun).toBeGreaterThan(45)
    await waitUntil('the host is forgotten', () => turns.size === 0)
  })

  test('do not wait for those of another host', async () => {
    const turns = open({ concurrency: 2 })
    await turns.take(visit('slow'))
    const waiting = [1, 2, 3].map(() => turns.take(visit('slow')))
    for (let n = 0; n < 100; n++) (await turns.take(visit('quick')))()
    turns.close()
    expect(await Promise.allSettled(waiting)).toEqual(
      waiting.map(() => ({ status: 'rejected', reason: busy })),
    )
  })

  test('are so many in all', async () => {
    const turns = open({ concurrency: 3 })
    let [now, most] = [0, 0]
    const ask = async (host: string) => {
      const end = await turns.take(visit(host))
      most = Math.max(most, ++now)
      await settled()
      now--
      end()
    }
    await Promise.all(Array.from({ length: 60 }, (_, n) => ask(`host-${n % 20}`)))
    expect(most).toBe(3)
    expect(turns.size).toBe(0)
  })
})

describe('who waits for a turn', () => {
  test('is turned away after the time given; the next in line is not passed by', async () => {
    const turns = open({ longestWaitMs: 30 })
    const end = await turns.take(visit('a'))
    await expect(turns.take(visit('a'))).rejects.toEqual(busy)
    const next = turns.take(visit('a'))
    end()
    ;(await next)()
    expect(turns.size).toBe(0)
  })

  test('for a place gives the host back when the place does not come in time', async () => {
    const turns = open({ concurrency: 1, longestWaitMs: 30 })
    const end = await turns.take(visit('a'))
    await expect(turns.take(visit('b'))).rejects.toEqual(busy)
    expect(turns.size).toBe(1)
    end()
    ;(await turns.take(visit('b')))()
    expect(turns.size).toBe(0)
  })

  test('is turned away when too many wait', async () => {
    const turns = open({ waitingPerHost: 1 })
    const end = await turns.take(visit('a'))
    const second = turns.take(visit('a'))
    await expect(turns.take(visit('a'))).rejects.toEqual(busy)
    end()
    ;(await second)()
  })

  test('is turned away when the turns are closed, as is who comes later', async () => {
    const turns = open({ concurrency: 1 })
    const end = await turns.take(visit('a', 60_000))
    const waiting = [turns.take(visit('a')), turns.take(visit('b'))]
    turns.close()
    const ended = await Promise.allSettled([...waiting, turns.take(visit('c'))])
    expect(ended).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: busy })))
    end()
    expect(turns.size).toBe(0)
  })
})

import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mapLimit } from '../src/map-limit.ts'

test('results keep the order of their items, and no more than the limit run at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      async (ticks, limit) => {
        let running = 0
        let most = 0
        const results = await mapLimit(ticks, limit, async (count) => {
          most = Math.max(most, ++running)
          for (let tick = 0; tick < count; tick++) await Promise.resolve()
          running--
          return count * 2
        })
        expect(results).toEqual(ticks.map((count) => count * 2))
        expect(most).toBe(Math.min(limit, ticks.length))
      },
    ),
  )
})

test('after the first error no item is begun, and the error comes when the work in hand has ended', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = mapLimit([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item)
    if (item === 2) throw new Error('two')
    await delay(20)
    ended.push(item)
  })
  await expect(work).rejects.toThrow('two')
  expect(begun).toEqual([1, 2])
  expect(ended).toEqual([1])
})

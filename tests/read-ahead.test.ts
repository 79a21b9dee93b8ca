import { expect, test } from '@jest/globals'
import { readAhead } from '../src/read-ahead.ts'

test('the next item is made while the one before is worked on, and only that one', async () => {
  const made: number[] = []
  async function* numbers() {
    for (let n = 1; n <= 4; n++) {
      made.push(n)
      yield n
    }
  }
  const seen: [number, number[]][] = []
  for await (const n of readAhead(numbers())) {
    await new Promise((resolve) => void setImmediate(resolve))
    seen.push([n, [...made]])
  }
  expect(seen).toEqual([
    [1, [1, 2]],
    [2, [1, 2, 3]],
    [3, [1, 2, 3, 4]],
    [4, [1, 2, 3, 4]],
  ])
})

test('an error comes after the items before it, and who leaves early ends the source', async () => {
  let ended = 0
  async function* broken() {
    try {
      yield 1
      throw new Error('torn')
    } finally {
      ended += 1
    }
  }
  const seen: number[] = []
  const all = async () => {
    for await (const n of readAhead(broken())) seen.push(n)
  }
  await expect(all()).rejects.toThrow('torn')
  expect(seen).toEqual([1])
  async function* endless() {
    try {
      for (let n = 0; ; n++) yield n
    } finally {
      ended += 1
    }
  }
  for await (const n of readAhead(endless())) if (n === 2) break
  await new Promise((resolve) => void setImmediate(resolve))
  expect(ended).toBe(2)
})

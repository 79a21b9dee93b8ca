import { expect, test } from '@jest/globals'
import { calendarDays } from '../../src/time.ts'
import { planWarmUp, planWaves, warmUpCaps } from '../../src/delivery/warm-up.ts'

const days = calendarDays('2026-10-23', 'Europe/Berlin')
const at = new Date('2026-10-23T05:00:00Z')

test('a warm-up gives each day its cap at the same wall-clock time, over the change of the clocks', () => {
  const waves = planWarmUp([{ people: 1_000, notBefore: at }], { ...days, planned: () => 0 })
  expect(waves.map(({ from, to, notBefore }) => [from, to, notBefore.toISOString()])).toEqual([
    [1, 50, '2026-10-23T05:00:00.000Z'],
    [51, 150, '2026-10-24T05:00:00.000Z'],
    [151, 650, '2026-10-25T06:00:00.000Z'],
    [651, 1_000, '2026-10-26T06:00:00.000Z'],
  ])
})

test('what other issues plan for a day leaves the rest of it', () => {
  const planned = (day: number) => (day === 0 ? 60 : 10)
  const waves = planWarmUp([{ people: 100, notBefore: at }], { ...days, planned })
  expect(waves.map(({ from, to }) => [from, to])).toEqual([
    [1, 90],
    [91, 100],
  ])
})

test('after its last day there is no limit, and nobody is left out on the way', () => {
  const waves = planWarmUp([{ people: 1_000_000, notBefore: at }], { ...days, planned: () => 0 })
  expect(waves).toHaveLength(warmUpCaps.length + 1)
  waves.forEach((wave, index) => expect(wave.from).toBe((waves[index - 1]?.to ?? 0) + 1))
  expect(waves.at(-1)?.to).toBe(1_000_000)
})

test('without a warm-up each group is one wave', () => {
  const later = new Date(at.getTime() + 3_600_000)
  const groups = [
    { people: 2, notBefore: at },
    { people: 3, notBefore: later },
  ]
  expect(planWaves(groups)).toEqual([
    { from: 1, to: 2, notBefore: at, warmUp: false },
    { from: 3, to: 5, notBefore: later, warmUp: false },
  ])
})

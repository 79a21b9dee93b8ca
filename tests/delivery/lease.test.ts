import { expect, test } from '@jest/globals'
import { keepLease, type Moment } from '../../src/delivery/lease.ts'
import { waitUntil } from '../support/wait-until.ts'

function openLease(leaseSeconds: number, renew: () => Promise<boolean> = async () => false) {
  const clock: { -readonly [Key in keyof Moment]: Moment[Key] } = { monotonic: 0, wall: 0 }
  const errors: unknown[] = []
  const lease = keepLease({
    leaseSeconds,
    clocks: () => ({ ...clock }),
    renew,
    onError: (error) => errors.push(error),
  })
  return { lease, clock, errors }
}

test('no mail begins once half of the lease has passed on either clock, forwards or back', async () => {
  const { lease, clock } = openLease(60)
  clock.monotonic = clock.wall = 29_999
  expect(lease.isFresh()).toBe(true)
  clock.monotonic = 30_000
  expect(lease.isFresh()).toBe(false)
  lease.renewed({ ...clock })
  expect(lease.isFresh()).toBe(true)
  // A machine that slept: the monotonic clock stood still.
  clock.wall += 90_000
  expect(lease.isFresh()).toBe(false)
  lease.renewed({ ...clock })
  clock.wall -= 3_600_000
  expect(lease.isFresh()).toBe(false)
  await lease.end()
})

test('the heartbeat renews it, tells of what fails, and ends', async () => {
  let beats = 0
  const { lease, clock, errors } = openLease(0.04, async () => {
    beats += 1
    if (beats === 1) throw new Error('away')
    return true
  })
  clock.monotonic = 1_000
  expect(lease.isFresh()).toBe(false)
  await waitUntil('the lease is renewed', () => lease.isFresh())
  await lease.end()
  expect(errors).toHaveLength(1)
  const seen = beats
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(beats).toBe(seen)
})

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jobId, jobs, queueNames } from '../../src/queue/jobs.ts'

const anyPayload = fc.record({ newsletterId: fc.integer(), slotKey: fc.string() })

test('a job id has no colon, and is no number that BullMQ would take for its own', () => {
  fc.assert(
    fc.property(anyPayload, (payload) => {
      const id = jobId(jobs.prepareIssue, payload)
      expect(id).not.toContain(':')
      expect(Number.isNaN(Number(id))).toBe(true)
    }),
  )
})

test('a payload has one id, in whatever order it is written', () => {
  expect(jobId(jobs.deliverChunk, { issueId: 1, n: 2 })).toBe(jobId(jobs.deliverChunk, { n: 2, issueId: 1 }))
  expect(jobId(jobs.deliverChunk, { issueId: 1, n: 2 })).not.toBe(
    jobId(jobs.deliverChunk, { issueId: 2, n: 1 }),
  )
})

test('payloads that differ have ids that differ', () => {
  const anyOf = fc.constantFrom('a', ':', '-', ',', '%', '3', 'A', ' ')
  const anyKey = fc.record({ newsletterId: fc.nat(20), slotKey: fc.string({ unit: anyOf, maxLength: 4 }) })
  fc.assert(
    fc.property(anyKey, anyKey, (one, other) => {
      const same = one.newsletterId === other.newsletterId && one.slotKey === other.slotKey
      expect(jobId(jobs.prepareIssue, one) === jobId(jobs.prepareIssue, other)).toBe(same)
    }),
    { numRuns: 1_000 },
  )
})

test('the same payload of two jobs has two ids', () => {
  const ids = Object.values(jobs).map((job) => jobId(job, { newsletterId: 1 }))
  expect(new Set(ids).size).toBe(ids.length)
})

test('a job has a name of its own and is carried by a queue that exists', () => {
  const all = Object.values(jobs)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { queue } of all) expect(queueNames).toContain(queue)
})

test.each(Object.values(jobs))('$name takes ids alone', ({ payload }) => {
  for (const wrong of [undefined, null, {}, [], 'x', 1, { sourceId: '1' }, { issueId: 1.5, n: 1 }])
    expect(payload.safeParse(wrong).success).toBe(false)
})

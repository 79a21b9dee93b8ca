import { describe, expect, test } from '@jest/globals'
import { progressBar, progressLine } from '../../src/cli/progress-line.ts'
import type { IssueBooks } from '../../src/delivery/read-status.ts'

const books: IssueBooks = {
  id: 1,
  slug: '2026-W47',
  status: 'sending',
  reason: null,
  exclusions: null,
  subject: 'News',
  audience: 200,
  pending: 90,
  attempted: 10,
  accepted: 97,
  rejected: 2,
  deferred: 1,
  unknown: 0,
  skipped: 0,
  expired: 0,
  ratePerSecond: 12.5,
  etaSeconds: 8,
}

describe('the progress of an issue', () => {
  test('is one line with what is done, what went wrong and how long it takes', () => {
    expect(progressLine(books)).toBe(
      '2026-W47 sending: 100 of 200, 97 accepted, 2 rejected, 1 deferred, 12.5/s, 8 s left',
    )
  })

  test('leaves out what there is nothing to say about', () => {
    const rest = { rejected: 0, deferred: 0, ratePerSecond: 0, etaSeconds: null }
    expect(progressLine({ ...books, ...rest })).toBe('2026-W47 sending: 97 of 200, 97 accepted')
  })

  test('is half a bar when half of the recipients are answered for', () => {
    expect(progressBar(books)).toMatch(/^\[#{12}-{12}\] 2026-W47/)
  })

  test('is an empty bar for an issue without recipients', () => {
    expect(progressBar({ ...books, audience: 0 })).toMatch(/^\[-{24}\]/)
  })
})

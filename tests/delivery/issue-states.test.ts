import { describe, expect, test } from '@jest/globals'
import { nextStatus, type IssueAction, type MovableIssue } from '../../src/delivery/issue-states.ts'
import type { IssueStatus } from '../../src/db/values.ts'

const issueIn = (status: IssueStatus, isFrozen: boolean): MovableIssue => {
  return { id: 3, slug: '2026-w47', status, reason: null, isFrozen }
}

/** What an action comes to: a status, `stay`, or `refused`. */
function outcome(action: IssueAction, status: IssueStatus, isFrozen: boolean): string {
  try {
    return nextStatus(action, issueIn(status, isFrozen))
  } catch (error) {
    return (error as { code: string }).code
  }
}

const table: [IssueStatus, boolean, Record<IssueAction, string>][] = [
  [
    'draft',
    false,
    { send: 'frozen', pause: 'refused', resume: 'refused', cancel: 'cancelled', retry: 'refused' },
  ],
  [
    'held',
    false,
    { send: 'frozen', pause: 'stay', resume: 'refused', cancel: 'cancelled', retry: 'refused' },
  ],
  [
    'held',
    true,
    { send: 'sending', pause: 'stay', resume: 'sending', cancel: 'cancelled', retry: 'refused' },
  ],
  ['frozen', true, { send: 'stay', pause: 'held', resume: 'stay', cancel: 'cancelled', retry: 'sending' }],
  ['sending', true, { send: 'stay', pause: 'held', resume: 'stay', cancel: 'cancelled', retry: 'sending' }],
  ['settling', true, { send: 'stay', pause: 'held', resume: 'stay', cancel: 'cancelled', retry: 'sending' }],
  ['done', true, { send: 'stay', pause: 'refused', resume: 'refused', cancel: 'refused', retry: 'sending' }],
  [
    'cancelled',
    true,
    { send: 'refused', pause: 'refused', resume: 'refused', cancel: 'stay', retry: 'refused' },
  ],
  [
    'skipped',
    false,
    { send: 'refused', pause: 'refused', resume: 'refused', cancel: 'refused', retry: 'refused' },
  ],
]

describe('where an operator can move an issue', () => {
  test.each(table)('that is %s (frozen: %s): %j', (status, isFrozen, expected) => {
    const actions = Object.keys(expected) as IssueAction[]
    const found = actions.map((action) => [action, outcome(action, status, isFrozen)])
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  test('a refusal says which issue, why, and what to do', () => {
    const held = { ...issueIn('held', false), reason: 'It was due 30 hours ago.' }
    expect(() => nextStatus('resume', held)).toThrow(
      'Issue 3 (2026-w47) cannot be resumed: it was never on its way. It was due 30 hours ago. Send it with `recap issue send 3`.',
    )
  })
})

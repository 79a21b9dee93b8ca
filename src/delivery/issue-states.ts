import { AppError } from '../errors.ts'
import type { IssueStatus } from '../db/values.ts'

/** What an operator may ask of an issue. */
export type IssueAction = 'send' | 'pause' | 'resume' | 'cancel' | 'retry'

/** The issue as its moves need to know it. */
export interface MovableIssue {
  readonly id: number
  readonly slug: string
  readonly status: IssueStatus
  readonly reason: string | null
  /** Whether its bytes and audience are fixed. */
  readonly isFrozen: boolean
}

/** Statuses in which the recipients of an issue may be mailed. */
export const movingStatuses = ['frozen', 'sending', 'settling'] as const satisfies readonly IssueStatus[]

/** Statuses in which somebody has to work at an issue: a cancelled one still owes its recipients a final state. */
export const workedStatuses = [...movingStatuses, 'cancelled'] as const satisfies readonly IssueStatus[]

/** Statuses that no more change by themselves. */
export const restingStatuses: readonly IssueStatus[] = ['done', 'skipped', 'held', 'cancelled']

type Move = (issue: MovableIssue) => IssueStatus | 'stay' | string[]

/** For each action: the status it leads to, `stay` when it is so already, or why not and what to do. */
const moves: Readonly<Record<IssueAction, Move>> = {
  send: ({ status, isFrozen, id }) => {
    if (status === 'draft' || (status === 'held' && !isFrozen)) return 'frozen'
    if (status === 'held') return 'sending'
    if (status === 'skipped') return ['it is skipped', `Build it again with \`recap issue build\`.`]
    if (status === 'cancelled')
      return ['it was cancelled', `Build another with \`recap issue build --manual\`.`]
    return isFrozen ? 'stay' : ['it is not frozen', `\`recap issue show ${id}\` tells more.`]
  },
  pause: ({ status, id }) => {
    if (status === 'held') return 'stay'
    if (isMoving(status)) return 'held'
    return [`it is ${status}, so nothing of it goes out`, `\`recap issue status ${id}\` shows its books.`]
  },
  resume: ({ status, isFrozen, id }) => {
    if (isMoving(status)) return 'stay'
    if (status === 'held' && isFrozen) return 'sending'
    if (status === 'held') return ['it was never on its way', `Send it with \`recap issue send ${id}\`.`]
    return [`it is ${status}`, `Only a paused issue can go on.`]
  },
  cancel: ({ status }) => {
    if (status === 'cancelled') return 'stay'
    if (status === 'done')
      return ['everyone was answered for already', 'A mail that is out cannot be called back.']
    return status === 'skipped' ? ['it is skipped', 'It is not sent anyway.'] : 'cancelled'
  },
  retry: ({ status, id }) => {
    if (status === 'done' || isMoving(status)) return 'sending'
    if (status === 'held') return ['it is held', `Release it first: \`recap issue resume ${id}\`.`]
    return [`it is ${status}`, 'Only recipients of an issue that was sent can be tried again.']
  },
}

/** Where an action leads; `refused`, with the reason and what to do, when it leads nowhere. */
export function nextStatus(action: IssueAction, issue: MovableIssue): IssueStatus | 'stay' {
  const move = moves[action](issue)
  if (!Array.isArray(move)) return move
  const [reason = '', mend = ''] = move
  const told = issue.reason === null ? '' : ` ${issue.reason}`
  throw new AppError(
    'refused',
    `Issue ${issue.id} (${issue.slug}) cannot be ${pastOf[action]}: ${reason}.${told} ${mend}`,
  )
}

const pastOf: Readonly<Record<IssueAction, string>> = {
  send: 'sent',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  retry: 'retried',
}

function isMoving(status: IssueStatus): boolean {
  return movingStatuses.some((moving) => moving === status)
}

import type { IssueRow } from '../digest/issues.repository.ts'
import type { MovableIssue } from './issue-states.ts'

/** What the moves of an issue need to know of its row. */
export function movable({ id, slug, status, reason, frozen_at: frozenAt }: IssueRow): MovableIssue {
  return { id, slug, status, reason, isFrozen: frozenAt !== null }
}

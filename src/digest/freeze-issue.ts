import { checkLetter } from '../checks/check-letter.ts'
import { AppError } from '../errors.ts'
import type { Database, DatabaseTransaction } from '../db/database.ts'
import type { Clock } from '../time.ts'
import { finishedLetter, holdingReason } from './check-issue.ts'
import {
  carryArticles,
  isUnfrozen,
  keepItems,
  listItems,
  lockIssue,
  nextIssueNumber,
  updateIssue,
  updateUnfrozenIssue,
  type IssueItemRow,
  type IssueRow,
} from './issues.repository.ts'
import { lockNewsletter, type NewsletterRow } from './newsletters.repository.ts'
import { renderIssue, type RenderedIssue, type RenderNeeds } from './render-issue.ts'

/** Writes the audience of an issue down as deliveries and returns how many there are. */
type PlanAudience = (trx: DatabaseTransaction, issue: IssueRow, sendAt: Date) => Promise<number>

export interface FreezeNeeds extends RenderNeeds {
  readonly db: Database
  readonly now: Clock
  readonly planAudience: PlanAudience
  /** Whether the operator wants an issue frozen though its checks fail. */
  readonly despiteChecks?: boolean
}

/**
 * Fixes an issue for ever: its articles, bytes and audience, in one transaction. Nothing to tell or nobody to tell
 * makes it `skipped`, a letter that fails its checks `held`, each with the reason, and its articles stay free. An issue
 * that is past being a draft stays as it is.
 */
export async function freezeIssue(needs: FreezeNeeds, issueId: number, sendAt: Date): Promise<IssueRow> {
  try {
    return await needs.db.transaction().execute((trx) => freeze(needs, trx, { issueId, sendAt }))
  } catch (error) {
    if (!(error instanceof NotFrozen)) throw error
    return updateUnfrozenIssue(needs.db, issueId, { status: error.status, reason: error.message })
  }
}

/** Rolls the freeze back, so that an issue that is not sent uses up neither articles nor a number. */
class NotFrozen extends Error {
  readonly status: 'skipped' | 'held'

  constructor(status: 'skipped' | 'held', reason: string) {
    super(reason)
    this.status = status
  }
}

interface FreezeOrder {
  readonly issueId: number
  readonly sendAt: Date
}

async function freeze(needs: FreezeNeeds, trx: DatabaseTransaction, order: FreezeOrder): Promise<IssueRow> {
  const issue = await lockIssue(trx, order.issueId)
  if (!issue)
    throw new AppError('not_found', `There is no issue ${order.issueId}. \`recap issue list\` shows them.`)
  if (!isUnfrozen(issue)) return issue
  const newsletter = await lockNewsletter(trx, issue.newsletter_id)
  if (!newsletter) throw new AppError('not_found', `There is no newsletter ${issue.newsletter_id}.`)
  const items = await fixItems(trx, issue)
  const number = await nextIssueNumber(trx, newsletter.id)
  const content = await renderIssue(needs, { issue: { ...issue, number }, newsletter, items })
  if (needs.despiteChecks !== true) refuseFaulty(needs, issue, content)
  const audience = await needs.planAudience(trx, issue, order.sendAt)
  if (audience === 0)
    throw new NotFrozen(
      'skipped',
      'Nobody subscribes: add subscribers, then build the issue again and send it.',
    )
  return updateIssue(trx, issue.id, {
    ...frozenColumns(newsletter, content),
    number,
    audience,
    send_at: order.sendAt,
    frozen_at: needs.now(),
  })
}

function refuseFaulty(needs: FreezeNeeds, issue: IssueRow, content: RenderedIssue): void {
  const reason = holdingReason(checkLetter(finishedLetter(needs, issue, content)), issue.id)
  if (reason !== null) throw new NotFrozen('held', reason)
}

/** The items that no earlier issue carried, booked as carried by this one. */
async function fixItems(trx: DatabaseTransaction, issue: IssueRow): Promise<IssueItemRow[]> {
  const carried = await carryArticles(trx, issue)
  await keepItems(trx, issue.id, carried)
  const items = await listItems(trx, issue.id)
  if (items.length > 0) return items
  throw new NotFrozen('skipped', issue.reason ?? 'Every article of this issue went out in an earlier one.')
}

function frozenColumns(newsletter: NewsletterRow, content: RenderedIssue) {
  return {
    status: 'frozen' as const,
    reason: null,
    subject: content.subject,
    preheader: content.preheader,
    html: content.html,
    text: content.text,
    content_hash: content.contentHash,
    unknown_policy: newsletter.unknown_policy,
  }
}

import { randomBytes } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { newSlotPrefix } from '../mail/slots.ts'
import { listCandidates, type Intake } from './candidates.repository.ts'
import {
  lockIssueOfSlot,
  replaceItems,
  updateIssue,
  type IssueRow,
  type NewIssue,
  type NewIssueItem,
} from './issues.repository.ts'
import type { NewsletterRow } from './newsletters.repository.ts'
import { selectArticles } from './select-articles.ts'
import { snapshotArticle } from './snapshot-article.ts'

/** What an issue is built for: the key that makes it unique, and what it may be picked from. */
export interface IssuePlan {
  readonly newsletter: NewsletterRow
  readonly slotKey: string
  readonly intake: Intake
}

/** How many items stand with all their points; the others are told in brief. */
export const itemsInFull = 8

/**
 * Picks the articles of a window into the draft of a slot, made when there is none. A draft is picked anew each
 * time, and an issue that was skipped is a draft again; one that is frozen or held comes back as it is.
 */
export async function buildIssue(db: Database, plan: IssuePlan): Promise<IssueRow> {
  return db.transaction().execute(async (trx) => {
    const { newsletter, intake } = plan
    const issue = await lockIssueOfSlot(trx, newIssue(plan))
    if (issue.status !== 'draft' && issue.status !== 'skipped') return issue
    const candidates = await listCandidates(trx, newsletter.id, intake)
    const chosen = selectArticles(candidates, {
      maxItems: newsletter.max_items,
      timeZone: newsletter.time_zone,
    })
    const items = chosen.map((article, index): NewIssueItem => ({
      issue_id: issue.id,
      position: index + 1,
      article_id: article.id,
      section: index === 0 ? 'lead' : index < itemsInFull ? 'top' : 'brief',
      reason: 'ranked',
      snapshot: JSON.stringify(snapshotArticle(article)),
    }))
    await replaceItems(trx, issue.id, items)
    const { start, end } = intake.window
    return updateIssue(trx, issue.id, { status: 'draft', reason: null, window_start: start, window_end: end })
  })
}

function newIssue({ newsletter, slotKey, intake: { window } }: IssuePlan): NewIssue {
  return {
    newsletter_id: newsletter.id,
    slot_key: slotKey,
    slug: newsletter.slug === 'main' ? slotKey : `${newsletter.slug}-${slotKey}`,
    window_start: window.start,
    window_end: window.end,
    slot_prefix: newSlotPrefix(),
    message_seed: randomBytes(32),
  }
}

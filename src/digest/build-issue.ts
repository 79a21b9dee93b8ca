import { randomBytes } from 'node:crypto'
import { findRelatedArticles } from '../articles/find-related-articles.ts'
import type { Database, DatabaseTransaction } from '../db/database.ts'
import type { StoredRelatedLink } from '../db/values.ts'
import { newSlotPrefix } from '../mail/slots.ts'
import type { Intake } from './candidates.repository.ts'
import type { ChoiceItem } from './choice.ts'
import { replaceChoices } from './choices.repository.ts'
import { explainChoice } from './explain-choice.ts'
import {
  isUnfrozen,
  lockIssueOfSlot,
  replaceItems,
  updateIssue,
  type IssueRow,
  type NewIssue,
  type NewIssueItem,
} from './issues.repository.ts'
import type { NewsletterRow } from './newsletters.repository.ts'
import { pickArticles, type Pick } from './pick-articles.ts'
import { recordAct } from './record-act.ts'
import { snapshotArticle } from './snapshot-article.ts'

/** What an issue is built for: the key that makes it unique, and what it may be picked from. */
export interface IssuePlan {
  readonly newsletter: NewsletterRow
  readonly slotKey: string
  readonly intake: Intake
  /** Whether an issue that is held is picked anew too, as an editor wants who has mended it. */
  readonly reopensHeld?: boolean
  /** The operator who asks for it; not set: its hour has come. */
  readonly by?: string
}

/**
 * Picks the articles of a window into the draft of a slot, made when there is none. A draft is picked anew each
 * time, and an issue that was skipped is a draft again; one that is frozen comes back as it is, and so does one that is
 * held, unless the plan reopens it.
 */
export async function buildIssue(db: Database, plan: IssuePlan): Promise<IssueRow> {
  return db.transaction().execute(async (trx) => {
    const { newsletter, intake } = plan
    const issue = await lockIssueOfSlot(trx, newIssue(plan))
    if (!isOpen(issue, plan)) return issue
    const pick = await pickArticles(trx, newsletter, intake)
    const related = await relateItems(trx, { newsletterId: newsletter.id, now: intake.window.end }, pick)
    await replaceItems(
      trx,
      issue.id,
      pick.choice.items.flatMap((item) => issueItem(issue.id, item, { ...pick, related })),
    )
    await replaceChoices(trx, issue.id, explainChoice(issue.id, pick.choice))
    const { thin } = pick.choice
    if (plan.by !== undefined) await recordBuild(trx, issue, { by: plan.by, pick })
    const { start, end } = intake.window
    return updateIssue(trx, issue.id, {
      status: 'draft',
      reason: thin.outcome === 'enough' ? null : thin.reason,
      input_hash: pick.choice.inputHash,
      window_start: start,
      window_end: end,
    })
  })
}

async function recordBuild(
  trx: DatabaseTransaction,
  { id, status }: IssueRow,
  { by, pick }: { readonly by: string; readonly pick: Pick },
): Promise<void> {
  const detail = { from: status, to: 'draft', items: pick.choice.items.length }
  await recordAct(trx, { issueId: id, by, action: 'build', detail })
}

function isOpen(issue: IssueRow, { reopensHeld }: IssuePlan): boolean {
  if (issue.status === 'held') return reopensHeld === true && isUnfrozen(issue)
  return issue.status === 'draft' || issue.status === 'skipped'
}

/** Links from our own archive for the items whose publisher wrote none; to nothing that the issue shows anyway. */
async function relateItems(
  trx: DatabaseTransaction,
  context: { newsletterId: number; now: Date },
  { choice: { items }, rows }: Pick,
): Promise<Links> {
  const bare = items.filter(({ article }) => rows.get(article.id)?.related.length === 0)
  const shown = items.flatMap(({ article, alsoCovered }) => [
    article,
    ...alsoCovered.map((member) => member.article),
  ])
  return findRelatedArticles(
    { db: trx },
    {
      ...context,
      articleIds: bare.map(({ article }) => article.id),
      excludeIds: shown.map(({ id }) => id),
    },
  )
}

type Links = ReadonlyMap<number, readonly StoredRelatedLink[]>

interface Shown extends Pick {
  readonly related: Links
}

function issueItem(issueId: number, item: ChoiceItem, { rows, related }: Shown): NewIssueItem[] {
  const row = rows.get(item.article.id)
  if (!row) return []
  const covering = item.alsoCovered.flatMap(({ article }) => rows.get(article.id) ?? [])
  const alsoCovered = covering.map(({ title, url, site_name: source }) => ({ title, url, source }))
  return [
    {
      issue_id: issueId,
      position: item.position,
      article_id: row.id,
      section: item.section,
      reason: item.reason,
      score: item.score,
      breakdown: JSON.stringify(item.breakdown),
      snapshot: JSON.stringify(snapshotArticle(row, { alsoCovered, related: related.get(row.id) ?? [] })),
    },
  ]
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

import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Connection } from '../db/database.ts'
import { letterSender } from './letter-sender.ts'
import { findIssue, listItems, type IssueItemRow, type IssueRow } from './issues.repository.ts'
import { fitLetter } from '../letter/fit-letter.ts'
import type { LetterInput } from '../letter/letter-model.ts'
import type { LetterTemplates } from '../letter/letter-templates.ts'
import { findNewsletter, type NewsletterRow } from './newsletters.repository.ts'
import { itemsInFull } from './pick-articles.ts'
import { renderLetter } from '../letter/render-letter.ts'

export interface RenderNeeds {
  readonly templates: LetterTemplates
  readonly publicUrl: string
}

/** An issue as it is stored at the freeze: both parts with their slot words, and the hash of all of it. */
export interface RenderedIssue {
  readonly subject: string
  readonly preheader: string
  readonly html: string
  readonly text: string
  readonly contentHash: string
  /** What was done so that the letter is not cut off, for the operator; empty once it is stored. */
  readonly notes: readonly string[]
}

export interface IssueContent {
  readonly issue: Pick<
    IssueRow,
    'slug' | 'number' | 'slot_prefix' | 'window_start' | 'window_end' | 'subject' | 'preheader' | 'note'
  >
  readonly newsletter: NewsletterRow
  readonly items: readonly IssueItemRow[]
}

/** Renders an issue from its items alone; the same items give the same bytes. */
export async function renderIssue(
  needs: RenderNeeds,
  { issue, newsletter, items }: IssueContent,
): Promise<RenderedIssue> {
  const input: LetterInput = {
    newsletter: { ...letterSender(newsletter), timeZone: newsletter.time_zone },
    issue: {
      number: issue.number,
      slug: issue.slug,
      title: null,
      subject: issue.subject,
      preheader: issue.preheader,
      note: issue.note,
      window: { start: issue.window_start, end: issue.window_end },
      webUrl: `${needs.publicUrl}/issues/${issue.slug}`,
    },
    items: items.map((item) => item.snapshot),
    limits: { top: itemsInFull - 1, brief: newsletter.max_items, least: newsletter.min_items },
  }
  const rendered = await fitLetter(input, async (letter) =>
    renderLetter(letter, issue.slot_prefix, needs.templates),
  )
  return {
    ...rendered,
    contentHash: hashOf([rendered.subject, rendered.preheader, rendered.html, rendered.text]),
  }
}

/** An issue as it stands: the stored bytes once it is frozen, rendered from its items before. */
export async function renderStoredIssue(
  needs: RenderNeeds & { readonly db: Connection },
  issueId: number,
): Promise<RenderedIssue & { readonly issue: IssueRow; readonly newsletter: NewsletterRow }> {
  const issue = await getIssue(needs.db, issueId)
  const newsletter = await getNewsletter(needs.db, issue.newsletter_id)
  const { subject, preheader, html, text, content_hash: contentHash } = issue
  if (subject !== null && preheader !== null && html !== null && text !== null && contentHash !== null) {
    return { issue, newsletter, subject, preheader, html, text, contentHash, notes: [] }
  }
  const items = await listItems(needs.db, issue.id)
  return { issue, newsletter, ...(await renderIssue(needs, { issue, newsletter, items })) }
}

/** The issue of an id; `not_found` when there is none. */
export async function getIssue(db: Connection, id: number): Promise<IssueRow> {
  const issue = await findIssue(db, id)
  if (!issue) throw new AppError('not_found', `There is no issue ${id}. \`recap issue list\` shows them.`)
  return issue
}

async function getNewsletter(db: Connection, id: number): Promise<NewsletterRow> {
  const newsletter = await findNewsletter(db, id)
  if (!newsletter) throw new AppError('not_found', `There is no newsletter ${id}.`)
  return newsletter
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

import { AppError } from '../errors.ts'
import { freezeIssue, type FreezeNeeds } from '../digest/freeze-issue.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { recordAct } from '../digest/record-act.ts'
import { getIssue } from '../digest/render-issue.ts'
import { bringForward } from './chunks.repository.ts'
import { moveIssueTo } from './control-issue.ts'
import { nextStatus } from './issue-states.ts'
import { movable } from './movable-issue.ts'

/** An issue that is held here was just held by its checks. */
const unsent: ReadonlySet<IssueRow['status']> = new Set(['skipped', 'cancelled', 'held'])

/**
 * The operator's manual send: freezes a draft, releases what is held, and lets its chunks go out now. An issue that is
 * on its way or done is left alone, so a second send mails nobody twice. What it changes is kept with who asked for it.
 * Throws `refused` when there is nothing to send, and when the letter fails its checks, unless `needs.despiteChecks` is
 * set.
 */
export async function sendIssue(needs: FreezeNeeds, issueId: number, by: string): Promise<IssueRow> {
  const issue = await getIssue(needs.db, issueId)
  const status = nextStatus('send', movable(issue))
  if (status === 'frozen') await freezeNow(needs, issue, by)
  else await letGo(needs, issue, { isHeld: status === 'sending', by })
  return getIssue(needs.db, issue.id)
}

/** Of many who freeze an issue at once one does it, and that one's name is kept. */
async function freezeNow(needs: FreezeNeeds, issue: IssueRow, by: string): Promise<void> {
  const act = { issueId: issue.id, by, action: 'send' }
  const planAudience: FreezeNeeds['planAudience'] = async (trx, ...order) => {
    const audience = await needs.planAudience(trx, ...order)
    const despiteChecks = needs.despiteChecks === true
    const detail = { from: issue.status, to: 'frozen', audience, ...(despiteChecks && { despiteChecks }) }
    await recordAct(trx, { ...act, detail })
    return audience
  }
  const frozen = await freezeIssue({ ...needs, planAudience }, issue.id, needs.now())
  if (!unsent.has(frozen.status)) {
    await bringForward(needs.db, issue.id, needs.now())
    return
  }
  const reason = frozen.reason ?? `it is ${frozen.status}`
  await recordAct(needs.db, { ...act, detail: { from: issue.status, to: frozen.status, reason } })
  throw new AppError('refused', `Issue ${issue.id} (${issue.slug}) is not sent. ${reason}`)
}

interface LetGo {
  readonly isHeld: boolean
  readonly by: string
}

async function letGo({ db, now }: FreezeNeeds, issue: IssueRow, { isHeld, by }: LetGo): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const status = isHeld ? 'sending' : issue.status
    if (isHeld) await moveIssueTo(trx, issue, { status, reason: null })
    const chunksBroughtForward = await bringForward(trx, issue.id, now())
    if (!isHeld && chunksBroughtForward === 0) return
    const detail = { from: issue.status, to: status, chunksBroughtForward }
    await recordAct(trx, { issueId: issue.id, by, action: 'send', detail })
  })
}

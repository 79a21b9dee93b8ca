import { AppError } from '../errors.ts'
import type { DatabaseTransaction } from '../db/database.ts'
import type { Exclusion } from '../db/values.ts'
import { updateIssue, type IssueRow } from '../digest/issues.repository.ts'
import { findNewsletter, scheduleOf, type NewsletterRow } from '../digest/newsletters.repository.ts'
import { calendarDays, monthOf } from '../time.ts'
import {
  attachPartition,
  countPartition,
  createPartition,
  insertChunks,
  listDayPlans,
  listIssuesSent,
  listReaderHours,
  snapshotAudience,
  type AudienceGroup,
  type Wave,
} from './audience.repository.ts'
import { planDepartures } from './plan-departures.ts'
import { planWarmUp, planWaves, type WarmUpGroup } from './warm-up.ts'

/** Recipients a worker holds under one lease. */
const chunkSize = 500

/**
 * Writes down everyone who gets an issue, as deliveries numbered from 1 without a gap and chunks that may go out at
 * their time, and who does not and why; returns how many get it. The caller's transaction makes it happen once.
 */
export async function planAudience(trx: DatabaseTransaction, issue: IssueRow, sendAt: Date): Promise<number> {
  const newsletter = await findNewsletter(trx, issue.newsletter_id)
  if (!newsletter) throw new AppError('not_found', `There is no newsletter ${issue.newsletter_id}.`)
  const schedule = scheduleOf(newsletter)
  const hours = newsletter.local_time ? await listReaderHours(trx, newsletter.id) : []
  await createPartition(trx, issue.id)
  const groups = await snapshotAudience(trx, {
    issue,
    sendAt,
    sameMonth: await listIssuesSent(trx, issue, monthOf(sendAt, schedule.timeZone)),
    departures: planDepartures(hours, { schedule, sendAt }),
  })
  const audience = await checkBalance(trx, issue, groups)
  await attachPartition(trx, issue.id)
  const sent = groups.filter((group) => group.exclusion === null)
  await insertChunks(trx, issue.id, { waves: await wavesOf(trx, { issue, newsletter, sent }), chunkSize })
  await updateIssue(trx, issue.id, { exclusions: JSON.stringify(exclusionsOf(groups)) })
  return audience
}

/** Nobody may be missing between the subscriptions and the ledger. */
async function checkBalance(
  trx: DatabaseTransaction,
  issue: IssueRow,
  groups: readonly AudienceGroup[],
): Promise<number> {
  const audience = await countPartition(trx, issue.id)
  const excluded = sum(groups.filter((group) => group.exclusion !== null))
  const candidates = groups[0]?.candidates ?? 0
  if (candidates === audience + excluded) return audience
  throw new AppError(
    'internal',
    `The audience of issue ${issue.id} does not add up: ${candidates} subscriptions, ${audience} recipients, ${excluded} left out. Nothing was frozen.`,
  )
}

interface WavePlan {
  readonly issue: IssueRow
  readonly newsletter: NewsletterRow
  readonly sent: readonly WarmUpGroup[]
}

async function wavesOf(trx: DatabaseTransaction, { issue, newsletter, sent }: WavePlan): Promise<Wave[]> {
  const { time_zone: timeZone, warm_up_from: start } = newsletter
  if (start === null) return planWaves(sent)
  const days = calendarDays(start, timeZone)
  const planned = new Map<number, number>()
  for (const { date, mails } of await listDayPlans(trx, {
    issueId: issue.id,
    newsletterId: newsletter.id,
    timeZone,
  }))
    planned.set(days.dayOfDate(date), mails)
  return planWarmUp(sent, { ...days, planned: (day) => planned.get(day) ?? 0 })
}

function exclusionsOf(groups: readonly AudienceGroup[]): Partial<Record<Exclusion, number>> {
  const counts: Partial<Record<Exclusion, number>> = {}
  for (const { exclusion, people } of groups) {
    if (exclusion !== null) counts[exclusion] = (counts[exclusion] ?? 0) + people
  }
  return counts
}

function sum(groups: readonly AudienceGroup[]): number {
  return groups.reduce((total, { people }) => total + people, 0)
}

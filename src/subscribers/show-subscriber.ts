import type { Connection } from '../db/database.ts'
import type { SubscriberEventKind } from '../db/values.ts'
import { parseAddress } from './address.ts'
import { findDetails, type SubscriberDetails } from './details.repository.ts'
import { noSubscriber } from './get-subscriber.ts'
import { shownStatus, type ShownStatus } from './shown-status.ts'
import { listSubscriberEvents, type SubscriberEvent } from './subscriber-events.repository.ts'
import { listIssueSteps, type IssueStep } from './timeline.repository.ts'

/** One thing that happened to a subscriber. */
export interface TimelineEvent {
  readonly at: Date
  readonly event: 'subscribed' | 'issue' | SubscriberEventKind
  readonly detail: string | null
}

/** A subscriber as an operator sees one. */
export type SubscriberView = Omit<SubscriberDetails, 'personStatus' | 'status'> & {
  readonly status: ShownStatus
}

/** The subscriber of an address with consent, changes and issues in order of time; `not_found` for a stranger. */
export async function showSubscriber(
  db: Connection,
  newsletterId: number,
  email: string,
): Promise<SubscriberView & { readonly timeline: readonly TimelineEvent[] }> {
  const address = parseAddress(email)
  const found = await findDetails(db, newsletterId, address.key)
  if (!found) throw noSubscriber(address.email)
  const events = await listSubscriberEvents(db, { subscriberId: found.id, newsletterId })
  const issues = await listIssueSteps(db, found.id, newsletterId)
  return { ...subscriberView(found), timeline: timelineOf(found, events, issues) }
}

export function subscriberView({ personStatus, status, ...rest }: SubscriberDetails): SubscriberView {
  return { ...rest, status: shownStatus(status, personStatus) }
}

/** The consent stands for the step by which a person came, since it tells more. */
const toldByConsent: ReadonlySet<SubscriberEventKind> = new Set(['added', 'imported'])

function timelineOf(
  { consentAt, consentText, consentSource, unsubscribedAt }: SubscriberDetails,
  events: readonly SubscriberEvent[],
  issues: readonly IssueStep[],
): TimelineEvent[] {
  const isLeaveTold = events.some(({ kind }) => kind === 'unsubscribed')
  const steps: TimelineEvent[] = [
    { at: consentAt, event: 'subscribed', detail: `${consentText} (${consentSource})` },
    ...events.filter(({ kind }) => !toldByConsent.has(kind)).map(changeStep),
    ...(unsubscribedAt && !isLeaveTold
      ? [{ at: unsubscribedAt, event: 'unsubscribed' as const, detail: null }]
      : []),
    ...issues.map(issueStep),
  ]
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

function changeStep({ at, kind, source, detail = {} }: SubscriberEvent): TimelineEvent {
  const told = Object.keys(detail).length > 0 ? ` ${JSON.stringify(detail)}` : ''
  return { at, event: kind, detail: `${source}${told}` }
}

function issueStep({ at, slug, state, code }: IssueStep): TimelineEvent {
  return { at, event: 'issue', detail: `${slug} ${state}${code === null ? '' : ` (${code})`}` }
}

import type { Evidence, LedgerRow } from './evidence.ts'
import type { SinkRecord } from './sink-log.ts'

/** Duplicates that one killed process may cause, with its journal on the same host. */
const perKill = 20

/** How long after someone left a message to him may still be taken. */
const leaveMs = 5_000

/** How long after the end of the last fault an issue may take to be done. */
const recoveryMs = 75_000

/** What an invariant says of a run; no faults means that it holds. */
export interface Verdict {
  readonly invariant: string
  readonly faults: readonly string[]
}

type Check = (evidence: Evidence) => string[]

const checks: Readonly<Record<string, Check>> = {
  'I1 the books balance': unbalancedBooks,
  'I2 nobody is lost': lostPeople,
  'I3 duplicates are bounded': tooManyCopies,
  'I4 who left gets nothing': mailedLeavers,
  'I5 one issue a slot': ({ issuesOfSlot }) => (issuesOfSlot === 1 ? [] : [`${issuesOfSlot} issues`]),
  'I6 epochs fence': brokenFences,
  'I7 copies are identical': differingCopies,
  'I8 nobody sees another': foreignLinks,
  'I9 it recovers': ({ slowestRecoveryMs: ms }) => (ms <= recoveryMs ? [] : [`it took ${ms} ms`]),
  'I10 acknowledged leaving stays': ({ lostLeavers }) => lostLeavers.map((email) => `${email} is forgotten`),
  'I11 nothing leaves before the freeze': earlyMail,
  'I12 no message is made up': strangeMessages,
}

/** Judges a run by the invariants I1 to I12; I13 is judged where the storm is made. */
export function checkInvariants(evidence: Evidence): Verdict[] {
  return Object.entries(checks).map(([invariant, check]) => ({ invariant, faults: check(evidence) }))
}

/** Copies of messages beyond the first of each. */
export function countDuplicates(sink: readonly SinkRecord[]): number {
  const taken = takenOf(sink)
  return taken.length - new Set(taken.map(({ messageId }) => messageId)).size
}

/** How many duplicates a run may have. */
export function duplicateBound({ damage, sink }: Pick<Evidence, 'damage' | 'sink'>): number {
  return damage.kills * perKill + damage.cutAtDot + sink.filter(({ unanswered }) => unanswered).length
}

function takenOf(sink: readonly SinkRecord[]): SinkRecord[] {
  return sink.filter(({ phase }) => phase === 'taken')
}

function unbalancedBooks({ books }: Evidence): string[] {
  const last = books.at(-1)
  const open = last && last.pending + last.attempted + last.deferred
  return [
    ...books.flatMap((each) => {
      const sum = each.pending + each.attempted + each.deferred + finalOf(each)
      return sum === each.audience ? [] : [`${sum} of ${each.audience} are accounted for`]
    }),
    ...(last?.status === 'done' && open === 0 ? [] : [`it ended ${last?.status} with ${open} open`]),
  ]
}

function finalOf({ accepted, rejected, skipped, unknown, expired }: Evidence['books'][number]): number {
  return accepted + rejected + skipped + unknown + expired
}

function lostPeople({ sink, ledger, leavers }: Evidence): string[] {
  const taken = new Set(takenOf(sink).map(({ to }) => to))
  const left = new Set(leavers.map(({ email }) => email))
  return ledger.flatMap(({ email, state }) => {
    if (state === 'accepted' && !taken.has(email)) return [`${email} is accepted but was never taken`]
    if (taken.has(email) && !['accepted', 'unknown'].includes(state))
      return [`${email} was taken but is ${state}`]
    const isExplained =
      state === 'accepted' || state === 'unknown' || (state === 'skipped' && left.has(email))
    return isExplained ? [] : [`${email} is ${state}`]
  })
}

function tooManyCopies(evidence: Evidence): string[] {
  const [copies, bound] = [countDuplicates(evidence.sink), duplicateBound(evidence)]
  return copies <= bound ? [] : [`${copies} duplicates, at most ${bound} are explained`]
}

function mailedLeavers({ sink, leavers }: Evidence): string[] {
  const left = new Map(leavers.map(({ email, committedAt }) => [email, committedAt]))
  return takenOf(sink).flatMap(({ to = '', at }) => {
    const committedAt = left.get(to)
    return committedAt !== undefined && at > committedAt + leaveMs
      ? [`${to} was mailed ${at - committedAt} ms after leaving`]
      : []
  })
}

function brokenFences({ staleWrites, fallenEpochs }: Evidence): string[] {
  return [
    ...(staleWrites === 0 ? [] : [`${staleWrites} writes under a stale epoch`]),
    ...(fallenEpochs === 0 ? [] : [`${fallenEpochs} epochs fell`]),
  ]
}

function differingCopies({ sink, contentHashes }: Evidence): string[] {
  const copies = Map.groupBy(takenOf(sink), ({ messageId }) => messageId)
  const differing = [...copies].filter(([, records]) => new Set(records.map(({ hash }) => hash)).size > 1)
  const contents = contentHashes.length > 1 ? [`the issue had ${contentHashes.length} contents`] : []
  return [...contents, ...differing.map(([messageId]) => `the copies of ${messageId} differ`)]
}

function foreignLinks({ sink, ledger, subscriberOf }: Evidence): string[] {
  const people = new Map(ledger.map((row) => [row.email, row.subscriberId]))
  return takenOf(sink).flatMap(({ to = '', links = [] }) => {
    const strange = links.filter((link) => subscriberOf(link) !== people.get(to))
    const missing = links.length === 0 ? [`the message to ${to} has no personal link`] : []
    return [...missing, ...strange.map((link) => `the message to ${to} holds ${link}`)]
  })
}

function earlyMail({ sink, frozenAt }: Evidence): string[] {
  return sink.filter(({ at }) => at < frozenAt).map(({ to }) => `${to} was mailed before the freeze`)
}

function strangeMessages({ sink, ledger }: Evidence): string[] {
  const taken = takenOf(sink)
  const ids = new Set(taken.map(({ messageId }) => messageId)).size
  const people = new Set(ledger.map((row: LedgerRow) => row.email))
  return [
    ...(ids <= ledger.length ? [] : [`${ids} messages for ${ledger.length} deliveries`]),
    ...taken.filter(({ to = '' }) => !people.has(to)).map(({ to }) => `${to} is no recipient`),
  ]
}

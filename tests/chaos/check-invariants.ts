import type { Evidence } from './evidence.ts'
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
  'I5 one issue a slot': ({ doubledSlots }) => doubledSlots.map((key) => `${key} has several issues`),
  'I6 epochs fence': brokenFences,
  'I7 copies are identical': differingCopies,
  'I8 nobody sees another': foreignLinks,
  'I9 it recovers': ({ slowestRecoveryMs: ms }) => (ms <= recoveryMs ? [] : [`it took ${ms} ms`]),
  'I10 acknowledged leaving stays': ({ lostLeavers }) => lostLeavers.map((email) => `${email} is forgotten`),
  'I11 nothing leaves before the freeze': earlyMail,
  'I12 no message is made up': strangeMessages,
  'I13 no storm of tries': needlessTries,
}

/** Judges a run by the invariants I1 to I13, and by what its faults saw themselves. */
export function checkInvariants(evidence: Evidence): Verdict[] {
  return [
    ...Object.entries(checks).map(([invariant, check]) => ({ invariant, faults: check(evidence) })),
    ...evidence.findings.map(({ invariant, told }) => ({ invariant, faults: [told] })),
  ]
}

/** Copies of messages beyond the first of each. */
export function countDuplicates(sink: readonly SinkRecord[]): number {
  const taken = takenOf(sink)
  return taken.length - new Set(taken.map(({ messageId }) => messageId)).size
}

/** How many duplicates a run may have. */
export function duplicateBound({ damage, killed, sink }: Evidence): number {
  const unanswered = sink.filter((record) => record.unanswered).length
  return (killed + damage.takenForDead) * perKill + damage.cutAtDot + damage.forgotten + unanswered
}

function takenOf(sink: readonly SinkRecord[]): SinkRecord[] {
  return sink.filter(({ phase }) => phase === 'taken')
}

function unbalancedBooks({ books }: Evidence): string[] {
  const last = new Map(books.map((each) => [each.id, each]))
  return [
    ...books.flatMap((each) => {
      const sum = openOf(each) + finalOf(each)
      return sum === each.audience ? [] : [`${sum} of ${each.audience} are accounted for`]
    }),
    ...[...last.values()].flatMap((each) =>
      each.status === 'done' && openOf(each) === 0
        ? []
        : [`issue ${each.id} ended ${each.status} with ${openOf(each)} open: ${each.reason}`],
    ),
  ]
}

function openOf({ pending, attempted, deferred }: Evidence['books'][number]): number {
  return pending + attempted + deferred
}

function finalOf({ accepted, rejected, skipped, unknown, expired }: Evidence['books'][number]): number {
  return accepted + rejected + skipped + unknown + expired
}

function lostPeople({ sink, ledger, leavers }: Evidence): string[] {
  const taken = new Set(takenOf(sink).map(({ messageId }) => messageId))
  const left = new Set(leavers.map(({ email }) => email))
  return ledger.flatMap(({ issueId, email, state, messageId }) => {
    const who = `${email} of issue ${issueId}`
    const isTaken = taken.has(messageId)
    if (state === 'accepted' && !isTaken) return [`${who} is accepted but was never taken`]
    if (isTaken && !['accepted', 'unknown'].includes(state)) return [`${who} was taken but is ${state}`]
    const isExplained =
      state === 'accepted' || state === 'unknown' || (state === 'skipped' && left.has(email))
    return isExplained ? [] : [`${who} is ${state}`]
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

function differingCopies({ sink, changedIssues }: Evidence): string[] {
  const copies = Map.groupBy(takenOf(sink), ({ messageId }) => messageId)
  const differing = [...copies].filter(([, records]) => new Set(records.map(({ hash }) => hash)).size > 1)
  const contents = changedIssues.map((id) => `the content of issue ${id} changed after its freeze`)
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

function earlyMail({ sink, ledger, frozenAt }: Evidence): string[] {
  const frozen = new Map(ledger.map((row) => [row.messageId, frozenAt.get(row.issueId)]))
  return takenOf(sink)
    .filter(({ messageId = '', at }) => at < (frozen.get(messageId) ?? 0))
    .map(({ to }) => `${to} was mailed before the freeze`)
}

/** Every mail is of a row of the ledger, and went to its person. */
function strangeMessages({ sink, ledger }: Evidence): string[] {
  const people = new Map(ledger.map((row) => [row.messageId, row.email]))
  return takenOf(sink)
    .filter(({ to, messageId = '' }) => people.get(messageId) !== to)
    .map(({ to, messageId }) => `${messageId} to ${to} is no delivery`)
}

/**
 * Each try is one delivery, one that the mail server turned away, or one that a fault explains: a connection may have
 * begun the next dialogue when the outcome of its last is lost.
 */
function needlessTries(evidence: Evidence): string[] {
  const { sink } = evidence
  const tries = sink.filter(({ phase }) => phase === 'mail').length
  const turnedAway = sink.filter(({ phase }) => phase === 'turned-away').length
  const messages = new Set(takenOf(sink).map(({ messageId }) => messageId)).size
  const explained = messages + turnedAway + 2 * duplicateBound(evidence)
  return tries <= explained ? [] : [`${tries} tries, ${explained} are explained`]
}

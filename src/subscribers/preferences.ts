import { isDeepStrictEqual } from 'node:util'
import type { SubscriberNeeds } from './add-subscriber.ts'
import { requestNotices, type NoticeId } from './notices.repository.ts'
import {
  findChoices,
  listTopics,
  setPause,
  updateChoices,
  type Choices,
  type PreferencesRow,
} from './preferences.repository.ts'
import { findReader, type ReaderRow } from './reader-rows.repository.ts'
import { insertSubscriberEvents } from './subscriber-events.repository.ts'
import { readToken } from './token.ts'

const source = 'preferences'

export interface Preferences extends PreferencesRow {
  readonly reader: ReaderRow
  /** The topics there are to choose from, those chosen before among them. */
  readonly knownTopics: readonly string[]
}

/** What the reader of a preferences token has chosen; undefined when the token is not ours. */
export async function findPreferences(
  { db, keys, now }: SubscriberNeeds,
  token: string,
): Promise<Preferences | undefined> {
  const subject = readToken(keys, 'preferences', token)
  const reader = subject && (await findReader(db, subject))
  const choices = subject && (await findChoices(db, subject))
  if (!reader || !choices) return undefined
  const topics = await listTopics(db, reader.newsletterId, now())
  return { ...choices, reader, knownTopics: [...new Set([...choices.topics, ...topics])].toSorted() }
}

/**
 * Stores a reader's choices; what changed goes into the history, and a mail tells the reader of it, at most once a day.
 * Returns the mails to send, undefined when the token is not ours.
 */
export async function savePreferences(
  { db, keys, now }: SubscriberNeeds,
  token: string,
  choices: Choices,
): Promise<readonly NoticeId[] | undefined> {
  const subject = readToken(keys, 'preferences', token)
  if (!subject) return undefined
  return db.transaction().execute(async (trx) => {
    const before = await findChoices(trx, subject)
    if (!before) return undefined
    const detail = changesOf(before, choices)
    if (Object.keys(detail).length === 0) return []
    await updateChoices(trx, subject, choices)
    await insertSubscriberEvents(trx, [{ ...subject, at: now(), kind: 'changed', source, detail }])
    return requestNotices(trx, [{ kind: 'preferences', ...subject }], now())
  })
}

/** What is not as it was before, with both. */
function changesOf(before: Choices, after: Choices): Record<string, { from: unknown; to: unknown }> {
  const names = ['topics', 'frequency', 'locale', 'sendHour', 'timeZone'] as const
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]))
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]))
}

/** Pauses the letters until an instant, or with null takes them up again; false when the token is not ours. */
export async function pauseSubscription(
  { db, keys, now }: SubscriberNeeds,
  token: string,
  until: Date | null,
): Promise<boolean> {
  const subject = readToken(keys, 'preferences', token)
  if (!subject) return false
  return db.transaction().execute(async (trx) => {
    if (!(await findReader(trx, subject))) return false
    if (!(await setPause(trx, subject, until))) return true
    const step = until
      ? ({ kind: 'paused', detail: { until: until.toISOString() } } as const)
      : ({ kind: 'resumed' } as const)
    await insertSubscriberEvents(trx, [{ ...subject, at: now(), source, ...step }])
    return true
  })
}

import type { App } from '../app.ts'
import { batchCalls } from '../batch-calls.ts'
import { jobs } from '../queue/jobs.ts'
import { maskAddress } from '../subscribers/address.ts'
import { confirm, findConfirmation, type Confirmation } from '../subscribers/confirm.ts'
import { eraseMe } from '../subscribers/erase-me.ts'
import { keepLeaveReason } from '../subscribers/keep-leave-reason.ts'
import { readMyData } from '../subscribers/my-data.ts'
import type { NoticeId } from '../subscribers/notices.repository.ts'
import { findPreferences, pauseSubscription, savePreferences } from '../subscribers/preferences.ts'
import { findReaders, type ReaderRow } from '../subscribers/reader-rows.repository.ts'
import { resubscribe } from '../subscribers/resubscribe.ts'
import { readToken, signToken, type TokenSubject } from '../subscribers/token.ts'
import { unsubscribe } from '../subscribers/unsubscribe.ts'
import type { ConfirmPage, FoundReader, PreferencesPage, ReaderNeeds, ReaderPage } from './reader-needs.ts'
import { openSignUp } from './sign-up.ts'

const largestLookUp = 500

/** The acts of readers, from the parts of the app. */
export function appReaderNeeds(app: App): ReaderNeeds {
  const needs = { db: app.db, keys: app.config.keys, now: app.now, unsubscribes: app.unsubscribes }
  const findReader = batchCalls(
    (subjects: readonly TokenSubject[]) => findReaders(app.db, subjects),
    largestLookUp,
  )
  const pageOf = (row: ReaderRow): ReaderPage => readerPage(app, row)
  return {
    ...openSignUp(app),
    async findUnsubscribe(token): Promise<FoundReader> {
      const subject = readToken(needs.keys, 'unsubscribe', token)
      if (!subject) return undefined
      // Whose token it is can wait; that it leads out must show at once.
      const row = await findReader(subject).catch(() => 'away' as const)
      return typeof row === 'object' ? pageOf(row) : row
    },
    async unsubscribe(token): Promise<FoundReader> {
      const row = await unsubscribe(needs, token)
      if (row === 'kept') return 'away'
      return row && pageOf(row)
    },
    async resubscribe(token) {
      // A wish to leave that is still on disk comes first: it is what is taken back.
      await app.unsubscribes.replay()
      const row = await resubscribe(needs, token)
      return row && pageOf(row)
    },
    async keepLeaveReason(token, reason, words) {
      const row = await keepLeaveReason(needs, token, words === '' ? reason : `${reason}: ${words}`)
      return row && pageOf(row)
    },
    findConfirm: async (token) => confirmPage(await findConfirmation(needs, token), pageOf),
    async confirm(token, ip) {
      const { confirmation, notices } = await confirm(needs, token, ip)
      ringNotices(app, notices)
      return confirmPage(confirmation, pageOf)
    },
    async findPreferences(token): Promise<PreferencesPage | undefined> {
      const found = await findPreferences(needs, token)
      if (!found) return undefined
      const { reader, knownTopics, pausedUntil, newsletterTimeZone, ...choices } = found
      const clockZone = choices.timeZone ?? newsletterTimeZone
      const unsubscribeToken = signToken(needs.keys, 'unsubscribe', reader)
      return { ...pageOf(reader), unsubscribeToken, choices, knownTopics, pausedUntil, clockZone }
    },
    async savePreferences(token, choices) {
      const notices = await savePreferences(needs, token, choices)
      ringNotices(app, notices ?? [])
      return notices !== undefined
    },
    pause: (token, until) => pauseSubscription(needs, token, until),
    resume: (token) => pauseSubscription(needs, token, null),
    readMyData: (token) => readMyData(needs, token),
    erase: (token, suppress) => eraseMe(needs, token, suppress),
  }
}

function confirmPage(found: Confirmation | undefined, pageOf: (row: ReaderRow) => ReaderPage): ConfirmPage {
  return found?.kind === 'found' ? pageOf(found.row) : found?.kind
}

function readerPage({ config }: App, row: ReaderRow): ReaderPage {
  return {
    newsletter: row.newsletterName,
    address: maskAddress(row.email),
    status: row.status,
    locale: row.locale,
    // Few pages show it, and a MAC is felt at thousands of requests a second.
    get preferencesToken() {
      return signToken(config.keys, 'preferences', row)
    },
  }
}

/** What the queue does not hear now, the reconciler rings for later. */
function ringNotices(app: App, notices: readonly NoticeId[]): void {
  for (const { kind, subscriberId, newsletterId } of notices) {
    app.queues.enqueue(jobs.sendNotice, { kind, subscriberId, newsletterId }).catch((error: unknown) => {
      app.logger.warn({ err: error, kind }, 'the queue did not hear of a notice')
    })
  }
}

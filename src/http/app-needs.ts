import { verifyToken } from '../access/verify-token.ts'
import type { App } from '../app.ts'
import { checkDatabase } from '../db/database.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { findIssueBySlug, listIssues, type IssueLine } from '../digest/issues.repository.ts'
import { errorText } from '../errors.ts'
import { emptySlots } from '../mail/personalise.ts'
import { splitSlots } from '../mail/slots.ts'
import { apiIssueNeeds } from './api-issue-needs.ts'
import { apiSubscriberNeeds } from './api-subscriber-needs.ts'
import { apiSuppressionNeeds } from './api-suppression-needs.ts'
import { appReaderNeeds } from './app-reader-needs.ts'
import type { HttpNeeds, IssueSummary, ReadyCheck } from './needs.ts'
import { pushOnce } from './push-once.ts'

/** What the pages and the API need, from the parts of the app. */
export function appNeeds(app: App): HttpNeeds {
  return {
    ...appReaderNeeds(app),
    logger: app.logger,
    publicUrl: app.config.publicUrl,
    inboxFolder: app.inboxFolder,
    trustProxy: app.config.trustProxy,
    now: app.now,
    findPublication: () => findPublication(app),
    listIssues: async () => (await listIssues(app.db, (await getNewsletter(app.db)).id)).flatMap(summary),
    findIssuePage: (slug) => findIssuePage(app, slug),
    checkReady: () => checkReady(app),
    verifyToken: (token) => verifyToken(app, token),
    pushArticles: (push) => pushOnce(app, push),
    subscribers: apiSubscriberNeeds(app),
    suppressions: apiSuppressionNeeds(app),
    issues: apiIssueNeeds(app),
  }
}

const published: ReadonlySet<string> = new Set(['sending', 'settling', 'done'])

function summary(issue: IssueLine): IssueSummary[] {
  const { slug, subject, preheader, sendAt, status } = issue
  return subject !== null && sendAt !== null && published.has(status)
    ? [{ slug, subject, preheader: preheader ?? '', sentAt: sendAt }]
    : []
}

async function findPublication(app: App): ReturnType<HttpNeeds['findPublication']> {
  const { name, locale, created_at: since } = await getNewsletter(app.db)
  return { name, language: locale, since }
}

/** The stored letter with its personal slots emptied: the archive shows what was mailed. */
async function findIssuePage(app: App, slug: string): ReturnType<HttpNeeds['findIssuePage']> {
  const issue = await findIssueBySlug(app.db, slug)
  if (!issue || !published.has(issue.status) || issue.html === null || issue.send_at === null)
    return undefined
  const webUrl = `${app.config.publicUrl}/issues/${issue.slug}`
  const html = emptySlots(splitSlots(issue.html, issue.slot_prefix), webUrl, 'html')
  return { html, subject: issue.subject ?? issue.slug, sentAt: issue.send_at }
}

async function checkReady(app: App): Promise<ReadyCheck[]> {
  return Promise.all([
    readyCheck('database', () => checkDatabase(app.db)),
    readyCheck('queue', () => app.backend.check()),
  ])

  async function readyCheck(name: string, check: () => Promise<void>): Promise<ReadyCheck> {
    try {
      await check()
      return { name, ok: true, detail: 'answers' }
    } catch (error) {
      app.logger.warn({ check: name, error: errorText(error) }, 'a part is not ready')
      return { name, ok: false, detail: 'does not answer' }
    }
  }
}

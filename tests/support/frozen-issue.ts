import type { App } from '../../src/app.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { insertArticle } from '../../src/articles/articles.repository.ts'
import { scheduleOf } from '../../src/digest/newsletters.repository.ts'
import { pastWeek } from '../../src/time.ts'
import { addPeople } from './bulk-people.ts'
import { openStage, type Stage } from './stage.ts'
import type { TestAppOptions } from './test-app.ts'

export interface FrozenStage {
  readonly stage: Stage
  readonly issueId: number
}

/** An issue with one article, frozen and due for many people, with nobody to work on it yet. */
export async function openFrozenIssue(audience: number, options: TestAppOptions = {}): Promise<FrozenStage> {
  const stage = await openStage(new Date(), options)
  const issueId = await buildForMany(stage.app, audience)
  await sendIssue(stage.app.freezing, issueId, 'test')
  return { stage, issueId }
}

/** Subscribes many people and builds the draft of an issue with one article; returns its id. */
export async function buildForMany(app: App, audience: number): Promise<number> {
  const newsletter = await getNewsletter(app.db)
  await addArticle(app, 'tram')
  await addPeople(app.db, newsletter.id, audience)
  const week = pastWeek(scheduleOf(newsletter), app.now())
  const intake = { window: week.window, lastFrozenAt: null }
  const issue = await buildIssue(app.db, { newsletter, slotKey: week.key, intake })
  return issue.id
}

/** Publishes an article on the last day of the week that is over. */
export async function addArticle(app: App, slug: string): Promise<void> {
  const newsletter = await getNewsletter(app.db)
  const { window } = pastWeek(scheduleOf(newsletter), app.now())
  const publishedAt = new Date(window.end.getTime() - 86_400_000)
  await insertArticle(app.db, {
    newsletter_id: newsletter.id,
    canonical_key: `sample.example/${slug}`,
    url: `https://sample.example/${slug}`,
    title: `The night ${slug}`,
    published_at: publishedAt,
    published_precision: 'instant',
    first_seen_at: publishedAt,
    effective_at: publishedAt,
    status: 'ready',
  })
}

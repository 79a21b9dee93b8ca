import { readdir, readFile } from 'node:fs/promises'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { App } from '../../src/app.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { listIssues, type IssueLine } from '../../src/digest/issues.repository.ts'
import { addSubscriber } from '../../src/subscribers/add-subscriber.ts'
import { setSampleNewsletter } from './sample-newsletter.ts'
import { articlePage, openSite, rssFeed, type SampleItem, type SiteServer } from './site-server.ts'
import { openTestApp, type TestApp, type TestAppOptions } from './test-app.ts'

/** A newsletter on Mondays at 07:00 in Berlin with a site that publishes, under a clock that the test moves. */
export interface Stage extends TestApp {
  readonly site: SiteServer
  readonly newsletterId: number
  readonly now: () => Date
  setNow(now: Date): void
}

export async function openStage(start: Date, options: TestAppOptions = {}): Promise<Stage> {
  let current = start
  const now = () => current
  const site = await openSite()
  const test = await openTestApp({ now, ...options })
  await setSampleNewsletter(test.app, `${site.url}/`)
  const newsletterId = (await getNewsletter(test.app.db)).id
  return {
    ...test,
    site,
    newsletterId,
    now,
    setNow: (at) => (current = at),
    async close() {
      await test.close()
      await site.close()
    },
  }
}

/** Puts a feed of these items and their pages on the site. */
export function publish(site: SiteServer, items: readonly SampleItem[]): void {
  site.pages.set('/feed.xml', rssFeed(site.url, items))
  for (const item of items) site.pages.set(`/${item.slug}`, articlePage(item.title))
}

export async function subscribe(stage: Stage, email: string): Promise<void> {
  const needs = { db: stage.app.db, keys: stage.app.config.keys, now: stage.app.now }
  await addSubscriber(needs, {
    newsletterId: stage.newsletterId,
    email,
    consent: 'asked in person',
    source: 'test',
  })
}

export async function findIssueLine(app: App, slug: string): Promise<IssueLine | undefined> {
  const newsletter = await getNewsletter(app.db)
  return (await listIssues(app.db, newsletter.id)).find((issue) => issue.slug === slug)
}

/** The captured mails in the order in which they came. */
export async function readMails(app: App): Promise<ParsedMail[]> {
  const folder = app.inboxFolder ?? ''
  const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted()
  return Promise.all(files.map(async (name) => simpleParser(await readFile(`${folder}/${name}`))))
}

export function addressOf(mail: ParsedMail): string {
  return [mail.to]
    .flat()
    .map((to) => to?.text)
    .join()
}

/** What a reader sees, without the head of the HTML. */
export function bodyOf(mail: ParsedMail): { html: string; text: string } {
  return { html: (mail.html || '').replace(/^.*<body/s, '').replace(/\s+/g, ' '), text: mail.text ?? '' }
}

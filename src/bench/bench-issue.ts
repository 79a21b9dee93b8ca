import type { App } from '../app.ts'
import { insertArticles } from '../articles/articles.repository.ts'
import { sendIssue } from '../delivery/send-issue.ts'
import { buildIssue } from '../digest/build-issue.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { scheduleOf } from '../digest/newsletters.repository.ts'
import { setNewsletter } from '../digest/set-newsletter.ts'
import { pastWeek } from '../time.ts'
import { addPeople } from './bench.repository.ts'

/** So many articles make a letter of about 30 KB. */
const articleCount = 5

/** Builds an issue of the past week for so many people and freezes it; nobody mails it yet. */
export async function freezeBenchIssue(app: App, recipients: number): Promise<number> {
  await setNewsletter(app, [
    ['name', 'Bench Weekly'],
    ['from', 'Bench Weekly <weekly@bench.example>'],
    ['site-url', 'https://bench.example/'],
    ['postal-address', '1 Quay Street, Port Ellery'],
    ['schedule', 'Mon 07:00'],
    ['time-zone', 'UTC'],
  ])
  const newsletter = await getNewsletter(app.db)
  const week = pastWeek(scheduleOf(newsletter), app.now())
  const publishedAt = new Date(week.window.end.getTime() - 86_400_000)
  await insertArticles(
    app.db,
    titles.map((title, n) => article(title, { n, publishedAt, newsletterId: newsletter.id })),
  )
  await addPeople(app.db, newsletter.id, recipients)
  const intake = { window: week.window, lastFrozenAt: null }
  const issue = await buildIssue(app.db, { newsletter, slotKey: week.key, intake })
  await sendIssue(app.freezing, issue.id, 'bench')
  return issue.id
}

/** Titles that share no story, so that none is folded into another. */
const titles = [
  'Night trams return to the harbour line',
  'A bakery wins the county prize for rye bread',
  'Schools open their gardens for the summer',
  'Flood gates pass their first winter test',
  'The museum shows maps that sailors drew',
].slice(0, articleCount)

interface Setting {
  readonly n: number
  readonly publishedAt: Date
  readonly newsletterId: number
}

function article(title: string, { n, publishedAt, newsletterId }: Setting) {
  const url = `https://bench.example/${n}`
  const keyPoints = [1, 2, 3, 4].map((point) => ({
    text: `${title}: the council heard point ${point}, asked for figures, and put the vote off to the next session in spring.`,
    origin: 'publisher' as const,
  }))
  return {
    newsletter_id: newsletterId,
    canonical_key: `bench.example/${n}`,
    url,
    title,
    published_at: publishedAt,
    published_precision: 'instant' as const,
    first_seen_at: publishedAt,
    effective_at: publishedAt,
    status: 'ready' as const,
    key_points: JSON.stringify(keyPoints),
  }
}

import type { App } from '../app.ts'
import { listArticles } from '../articles/articles.repository.ts'
import { addSource } from '../articles/add-source.ts'
import { fetchSource } from '../articles/fetch-source.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import type { NewsletterRow } from '../digest/newsletters.repository.ts'
import { pinArticle } from '../digest/pin-article.ts'
import { setNewsletter, type SettingPair } from '../digest/set-newsletter.ts'
import { AppError } from '../errors.ts'
import { addSubscriber } from '../subscribers/add-subscriber.ts'
import type { Publication } from './publication.ts'

const readers = ['ada@readers.example', 'benoit@readers.example', 'chiara@readers.example']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Names the newsletter after the sample publication, subscribes its three readers and reads its feed. */
export async function setUpPublication(
  app: App,
  publication: Publication,
  baseUrl: string,
): Promise<NewsletterRow> {
  const newsletter = await nameNewsletter(app, publication, baseUrl)
  const people = { db: app.db, keys: app.config.keys, now: app.now }
  for (const email of readers) {
    const consent = 'Signed up on the front page of the sample publication'
    await addSubscriber(people, { newsletterId: newsletter.id, email, consent, source: 'demo' })
  }
  const source = await addSource(app, newsletter.id, `${baseUrl}/feed.xml`)
  const fetched = await fetchSource(app, source.id)
  if (!fetched.ok)
    throw new AppError('unreachable', `The sample publication cannot be read: ${fetched.error}`)
  await pinShortArticle(app, newsletter)
  return newsletter
}

/** An editor's choice: in full, an article without key points of its own shows computed ones. */
async function pinShortArticle({ db }: App, { id }: NewsletterRow): Promise<void> {
  const article = (await listArticles(db, id)).find(({ url }) => url.endsWith('/lunar-relay-wakes-up'))
  if (article) await pinArticle(db, { articleId: article.id, position: 5, by: 'demo' })
}

/** A second demo in the same folder keeps the schedule of the first, and with it its week. */
async function nameNewsletter(app: App, publication: Publication, baseUrl: string): Promise<NewsletterRow> {
  const newsletter = await getNewsletter(app.db)
  const name = `${publication.name} Weekly`
  if (newsletter.name === name) return newsletter
  const today = weekdays[app.now().getUTCDay()] ?? 'Mon'
  const settings: SettingPair[] = [
    ['name', name],
    ['from', `${name} <weekly@tidewater.example>`],
    ['site-url', `${baseUrl}/`],
    ['postal-address', `${publication.name}, 4 Harbour Steps, Merrowgate`],
    ['schedule', `${today} 07:00`],
    ['time-zone', 'UTC'],
  ]
  return setNewsletter(app, settings)
}

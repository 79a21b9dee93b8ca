import type { App } from '../app.ts'
import { listArticles } from '../articles/articles.repository.ts'
import { addSource } from '../articles/add-source.ts'
import { fetchSource } from '../articles/fetch-source.ts'
import type { NewsletterRow } from '../digest/newsletters.repository.ts'
import { pinArticle } from '../digest/pin-article.ts'
import { AppError } from '../errors.ts'
import { addSubscriber } from '../subscribers/add-subscriber.ts'

const readers = ['ada@readers.example', 'benoit@readers.example', 'chiara@readers.example']

/** Subscribes the three readers of the sample publication and reads its feed. */
export async function setUpPublication(app: App, newsletter: NewsletterRow, baseUrl: string): Promise<void> {
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
}

/** An editor's choice: in full, an article without key points of its own shows computed ones. */
async function pinShortArticle({ db }: App, { id }: NewsletterRow): Promise<void> {
  const article = (await listArticles(db, id)).find(({ url }) => url.endsWith('/lunar-relay-wakes-up'))
  if (article) await pinArticle(db, { articleId: article.id, position: 5, by: 'demo' })
}

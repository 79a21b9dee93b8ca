import type { FeedItem, ParsedFeed } from '../../src/articles/parse-feed.ts'
import { listArticles, updateArticle, type ArticleRow } from '../../src/articles/articles.repository.ts'
import { findSource, insertSource } from '../../src/articles/sources.repository.ts'
import { storeFeed } from '../../src/articles/store-feed.ts'
import { silentLogger } from '../../src/log.ts'
import { openDesk, type Desk } from '../support/desk.ts'

export const site = 'https://port.example'
export const day = 86_400_000

/** A desk with a source whose readings a test makes up. */
export interface FeedDesk extends Desk {
  readonly port: number
  addSource(name: string): Promise<number>
  /** Stores a feed of these items and returns how many were new. */
  store(items: readonly FeedItem[], sourceId?: number): Promise<number>
  /** Stores a feed as a good fetch does, which the source remembers. */
  fetchItems(items: readonly FeedItem[], sourceId?: number): Promise<number>
  /** All articles in the order in which they came. */
  articles(): Promise<ArticleRow[]>
  only(): Promise<ArticleRow>
  markRead(id: number, more?: object): Promise<void>
}

export async function openFeedDesk(start: string): Promise<FeedDesk> {
  const desk = await openDesk(start)
  const port = await addSource(desk, 'feed.xml')
  const store = (items: readonly FeedItem[], sourceId = port) => storeItemsOf(desk, items, sourceId)
  const articles = async () =>
    (await listArticles(desk.db, desk.newsletterId)).toSorted((a, b) => a.id - b.id)
  return {
    ...desk,
    port,
    addSource: (name) => addSource(desk, name),
    store,
    async fetchItems(items, sourceId = port) {
      const created = await store(items, sourceId)
      const at = desk.needs.now()
      const read = { last_fetched_at: at, baseline_at: at }
      await desk.db.updateTable('source').set(read).where('id', '=', sourceId).execute()
      return created
    },
    articles,
    async only() {
      const [row, ...rest] = await articles()
      if (!row || rest.length > 0) throw new Error(`${rest.length + 1} articles, or none`)
      return row
    },
    markRead: async (id, more = {}) =>
      updateArticle(desk.db, id, { status: 'ready', read_at: desk.needs.now(), ...more }),
  }
}

async function addSource(desk: Desk, name: string): Promise<number> {
  const source = await insertSource(desk.db, {
    newsletterId: desk.newsletterId,
    kind: 'rss',
    url: `${site}/${name}`,
    siteUrl: `${site}/`,
    title: 'Port Post',
    language: 'en',
    nextPollAt: desk.needs.now(),
  })
  return source!.id
}

async function storeItemsOf(desk: Desk, items: readonly FeedItem[], sourceId: number): Promise<number> {
  const source = await findSource(desk.db, sourceId)
  const needs = { db: desk.db, now: desk.needs.now, logger: silentLogger() }
  return storeFeed(needs, source!, feedOf(items))
}

/** An item of the week of 16 November 2026, as of a feed without bodies. */
export const item = (slug: string, more: Partial<FeedItem> = {}): FeedItem => ({
  guid: slug,
  url: `${site}/${slug}`,
  title: `What ${slug} ${[...slug].toReversed().join('')} means`,
  publishedAt: new Date('2026-11-17T09:00:00Z'),
  precision: 'instant',
  updatedAt: null,
  summary: `The dek of ${slug}.`,
  contentText: null,
  authors: [],
  categories: [],
  ...more,
})

const feedOf = (items: readonly FeedItem[]): ParsedFeed => ({
  format: 'rss',
  title: 'Port Post',
  siteUrl: `${site}/`,
  language: 'en',
  items: [...items],
  children: [],
  warnings: [],
})

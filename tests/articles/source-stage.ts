import { addSource } from '../../src/articles/add-source.ts'
import { listArticles, type ArticleRow } from '../../src/articles/articles.repository.ts'
import { listSources, type SourceRow } from '../../src/articles/sources.repository.ts'
import { openStage, publish, type Stage } from '../support/stage.ts'

export const start = new Date('2026-11-22T12:00:00Z')
export const tram = { slug: 'tram', title: 'The night tram', publishedAt: new Date('2026-11-18T09:00:00Z') }

/** A stage with a site whose feed has one item, and what became of its source. */
export interface SourceStage extends Stage {
  readonly feedUrl: string
  addTram(): Promise<number>
  articles(): Promise<ArticleRow[]>
  source(): Promise<SourceRow>
}

export async function openSourceStage(): Promise<SourceStage> {
  const stage = await openStage(start)
  const feedUrl = `${stage.site.url}/feed.xml`
  return {
    ...stage,
    feedUrl,
    async addTram() {
      publish(stage.site, [tram])
      return (await addSource(stage.app, stage.newsletterId, feedUrl)).id
    },
    articles: () => listArticles(stage.app.db, stage.newsletterId),
    async source() {
      const [row] = await listSources(stage.app.db, stage.newsletterId)
      if (!row) throw new Error('there is no source')
      return row
    },
  }
}

import path from 'node:path'
import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { addArticle as addArticleTo } from '../../articles/add-article.ts'
import { listArticles, type ArticleRow } from '../../articles/articles.repository.ts'
import { getArticle } from '../../articles/get-article.ts'
import type { Database } from '../../db/database.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { hideArticle } from '../../digest/hide-article.ts'
import { scheduleOf } from '../../digest/newsletters.repository.ts'
import { pinArticle } from '../../digest/pin-article.ts'
import { unhideArticle } from '../../digest/unhide-article.ts'
import { unpinArticle } from '../../digest/unpin-article.ts'
import { slotOfWeek } from '../../time.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { parseId } from '../parse-id.ts'
import { printList, printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { parseWeek } from '../week-option.ts'
import { withApp } from '../with-app.ts'

export function addArticle(program: Command, session: Session): void {
  const article = addGroup(program, 'article', 'The articles that issues are made of')
  addCommand(article, {
    usage: 'add',
    does: 'Add one article by its address, or from an HTML file.',
    example:
      'recap article add https://example.com/news/1\nrecap article add page.html --url https://example.com/news/1',
  })
    .argument('<url-or-file>', 'web address of the article, or a local HTML file')
    .option('--url <url>', 'the web address that a file stands for')
    .action(
      act(session, (urlOrFile: string, options: { url?: string }) =>
        withApp(session, (app) => add(session, app, { urlOrFile, url: options.url })),
      ),
    )
  addCommand(article, {
    usage: 'list',
    does: 'List articles, the newest first.',
    example: 'recap article list --week 2026-W47',
  })
    .option('--week <week>', 'only those of one week, such as 2026-W47', parseWeek)
    .action(
      act(session, (options: { week?: string }) =>
        withApp(session, (app) => list(session, app, options.week)),
      ),
    )
  addDecisions(article, session)
}

/** The editor's word on single articles; a draft that is there already takes it in when it is built again. */
function addDecisions(article: Command, session: Session): void {
  addCommand(article, {
    usage: 'pin',
    does: 'Put an article into the next issue, whatever its score.',
    example: 'recap article pin 12 --at 1',
  })
    .argument('<id>', 'number of the article', parseId)
    .option('--at <place>', 'the place it stands at; without it the first free one', parseId)
    .action(
      act(session, (id: number, options: { at?: number }) =>
        withApp(session, async (app) => {
          await pinArticle(app.db, { articleId: id, position: options.at ?? null, by: 'operator' })
          await printDecision(session, { id, pinned: true, place: options.at ?? null })
        }),
      ),
    )
  const simple: readonly [string, string, (db: Database, id: number) => Promise<ArticleRow>][] = [
    ['unpin', 'Take the pin of an article back.', unpinArticle],
    ['hide', 'Keep an article out of every issue that is built from now on.', hideArticle],
    ['unhide', 'Let a hidden article be picked again.', unhideArticle],
  ]
  for (const [usage, does, decide] of simple) {
    addCommand(article, { usage, does, example: `recap article ${usage} 12` })
      .argument('<id>', 'number of the article', parseId)
      .action(
        act(session, (id: number) =>
          withApp(session, async (app) => {
            await decide(app.db, id)
            const { url, status } = await getArticle(app.db, id)
            await printDecision(session, { id, url, status })
          }),
        ),
      )
  }
}

async function printDecision(session: Session, decided: object): Promise<void> {
  say(session, 'A draft that is built already takes this in when it is built again: recap issue build')
  await printObject(session, decided)
}

async function add(
  session: Session,
  app: App,
  from: { urlOrFile: string; url: string | undefined },
): Promise<void> {
  const newsletter = await getNewsletter(app.db)
  const isAddress = /^https?:\/\//i.test(from.urlOrFile)
  const urlOrFile = isAddress ? from.urlOrFile : path.resolve(session.io.cwd, from.urlOrFile)
  const added = await addArticleTo(app, { newsletterId: newsletter.id, urlOrFile, url: from.url })
  if (!added.created) say(session, `This article is there already, as number ${added.id}; it stays as it is.`)
  await printObject(session, added)
}

async function list(session: Session, app: App, week: string | undefined): Promise<void> {
  const newsletter = await getNewsletter(app.db)
  const window = week === undefined ? undefined : slotOfWeek(scheduleOf(newsletter), week)?.window
  const articles = await listArticles(app.db, newsletter.id, window)
  if (articles.length === 0)
    say(session, `There are no articles${week === undefined ? ' yet' : ` of ${week}`}.`)
  await printList(session, articles.map(articleLine), ({ id, status, publishedAt, title, url }) => ({
    id,
    status,
    published: publishedAt?.toISOString() ?? null,
    title,
    url,
  }))
}

function articleLine(row: ArticleRow) {
  return {
    id: row.id,
    url: row.url,
    title: row.title,
    status: row.status,
    publishedAt: row.published_at,
    countsFrom: row.effective_at,
    sourceId: row.source_id,
    words: row.word_count,
    keyPoints: row.key_points.length,
    related: row.related.length,
  }
}

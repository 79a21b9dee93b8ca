import path from 'node:path'
import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { addArticle as addArticleTo } from '../../articles/add-article.ts'
import {
  findArticle,
  listArticles,
  updateArticle,
  type ArticleRow,
} from '../../articles/articles.repository.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { scheduleOf } from '../../digest/newsletters.repository.ts'
import { AppError } from '../../errors.ts'
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
  addCommand(article, {
    usage: 'hide',
    does: 'Keep an article out of every issue that is built from now on.',
    example: 'recap article hide 12',
  })
    .argument('<id>', 'number of the article', parseId)
    .action(act(session, (id: number) => withApp(session, (app) => hide(session, app, id))))
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

async function hide(session: Session, app: App, id: number): Promise<void> {
  const article = await findArticle(app.db, id)
  if (!article)
    throw new AppError('not_found', `There is no article ${id}. \`recap article list\` shows them.`)
  await updateArticle(app.db, id, { status: 'hidden' })
  say(
    session,
    'The article is hidden. A draft that holds it already has to be built again: recap issue build',
  )
  await printObject(session, { id, url: article.url, status: 'hidden' })
}

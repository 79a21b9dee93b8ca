import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { addSource as addSourceTo } from '../../articles/add-source.ts'
import { fetchSource } from '../../articles/fetch-source.ts'
import { deleteSource, listSources, type SourceRow } from '../../articles/sources.repository.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { AppError } from '../../errors.ts'
import { silentLogger } from '../../log.ts'
import { mapLimit } from '../../map-limit.ts'
import { jobs } from '../../queue/jobs.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { parseId } from '../parse-id.ts'
import { printList, printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

const sourcesAtOnce = 4

export function addSource(program: Command, session: Session): void {
  const source = addGroup(program, 'source', 'The feeds and sitemaps that articles come from')
  addCommand(source, {
    usage: 'add',
    does: 'Add a feed, a sitemap or the feed that a page names; it is read now, so that a wrong address shows at once.',
    example: 'recap source add https://example.com/feed.xml --fetch\nrecap source add https://example.com/',
  })
    .argument('<url>', 'address of a feed, a sitemap, or a page that names its feed')
    .option('--fetch', 'read its articles here and now, without a running worker')
    .action(
      act(session, (url: string, options: { fetch?: boolean }) =>
        withApp(session, (app) => add(session, app, { url, fetch: options.fetch === true })),
      ),
    )
  addCommand(source, {
    usage: 'list',
    does: 'List the sources with their state and their last error.',
    example: 'recap source list --json',
  }).action(act(session, () => withApp(session, (app) => list(session, app))))
  addCommand(source, {
    usage: 'fetch',
    does: 'Read one source, or all of them, here and now.',
    example: 'recap source fetch\nrecap source fetch 3',
  })
    .argument('[id]', 'number of the source; all when it is left out', parseId)
    .action(act(session, (id?: number) => withApp(session, (app) => fetchSources(session, app, id))))
  addCommand(source, {
    usage: 'remove',
    does: 'Remove a source; the articles that came from it stay.',
    example: 'recap source remove 3',
  })
    .argument('<id>', 'number of the source', parseId)
    .action(act(session, (id: number) => withApp(session, (app) => remove(session, app, id))))
}

async function add(
  session: Session,
  app: App,
  { url, fetch }: { url: string; fetch: boolean },
): Promise<number> {
  const newsletter = await getNewsletter(app.db)
  const { chosen, ...source } = await addSourceTo(app, newsletter.id, url)
  const { id, created, kind } = source
  const added = { ...source, ...(chosen !== null && { chosen }) }
  if (chosen !== null) say(session, `${url} is a page; the ${kind} feed that it names was chosen: ${chosen}`)
  if (!created) say(session, `This source is there already, as number ${id}.`)
  if (!fetch) {
    await app.queues.enqueue(jobs.collectSource, { sourceId: id })
    if (created)
      say(session, 'A running `recap start` or `recap worker` reads its articles; --fetch does it here.')
    await printObject(session, added)
    return exitCodes.done
  }
  const { newArticles, error } = await fetchQuietly(app, id)
  await printObject(session, { ...added, newArticles, error })
  return error === null ? exitCodes.done : exitCodes.partlyDone
}

async function list(session: Session, app: App): Promise<void> {
  const sources = await listSources(app.db, (await getNewsletter(app.db)).id)
  if (sources.length === 0) say(session, 'There are no sources yet. Add one: recap source add URL')
  await printList(session, sources.map(sourceLine), ({ failingSince, lastError, ...source }) => ({
    id: source.id,
    kind: source.kind,
    status: source.status,
    url: source.url,
    title: source.title,
    'failing since': failingSince?.toISOString() ?? null,
    error: lastError,
  }))
}

function sourceLine(row: SourceRow) {
  return {
    id: row.id,
    url: row.url,
    kind: row.kind,
    title: row.title,
    status: row.status,
    lastFetchedAt: row.last_fetched_at,
    nextFetchAt: row.next_poll_at,
    failCount: row.fail_count,
    failingSince: row.failing_since,
    lastError: row.last_error,
  }
}

async function fetchSources(session: Session, app: App, id?: number): Promise<number> {
  const sources = await listSources(app.db, (await getNewsletter(app.db)).id)
  const wanted = id === undefined ? sources : sources.filter((source) => source.id === id)
  if (id !== undefined && wanted.length === 0) throw unknownSource(id)
  if (wanted.length === 0) say(session, 'There are no sources yet. Add one: recap source add URL')
  const fetched = await mapLimit(wanted, sourcesAtOnce, async (source) => {
    return { id: source.id, url: source.url, ...(await fetchQuietly(app, source.id)) }
  })
  await printList(session, fetched, (line) => ({
    id: line.id,
    url: line.url,
    result: line.error ?? `${line.newArticles} new`,
  }))
  return fetched.every((line) => line.ok) ? exitCodes.done : exitCodes.partlyDone
}

/** What goes wrong with the source is told in its line, so the log need not tell it again. */
function fetchQuietly(app: App, id: number) {
  return fetchSource({ ...app, logger: silentLogger() }, id)
}

async function remove(session: Session, app: App, id: number): Promise<void> {
  if (!(await deleteSource(app.db, id))) throw unknownSource(id)
  say(session, 'The source is removed; its articles stay.')
  await printObject(session, { id, removed: true })
}

function unknownSource(id: number): AppError {
  return new AppError('not_found', `There is no source ${id}. \`recap source list\` shows them.`)
}

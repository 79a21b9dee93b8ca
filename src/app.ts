import path from 'node:path'
import { Redis } from 'ioredis'
import { openFetcher, type Fetcher } from './articles/fetch-url.ts'
import type { Config } from './config.ts'
import { openDatabase, openPool, type Database } from './db/database.ts'
import { openEmbeddedPostgres } from './db/embedded.ts'
import { checkMigrated, migrate } from './db/migrate.ts'
import { usualTiming, type DeliverNeeds, type DeliveryTiming } from './delivery/deliver-needs.ts'
import { holdAfterRestore } from './delivery/hold-after-restore.ts'
import { openDelivery } from './delivery/open-delivery.ts'
import { planAudience } from './delivery/plan-audience.ts'
import type { FreezeNeeds } from './digest/freeze-issue.ts'
import { ensureNewsletter } from './digest/ensure-newsletter.ts'
import { noticeSenders } from './digest/notice-sender.ts'
import type { RenderNeeds } from './digest/render-issue.ts'
import type { NewsletterRow } from './digest/newsletters.repository.ts'
import { findTemplates } from './letter/find-templates.ts'
import { readLetterTemplates } from './letter/letter-templates.ts'
import { closeOnce, type Closer } from './close-once.ts'
import { noFailpoint, type Failpoint } from './failpoints.ts'
import type { Logger } from './log.ts'
import { openInbox } from './mail/inbox.ts'
import { sharedRate, type RateStore } from './mail/shared-rate.ts'
import { openMailer, type Mailer } from './mail/transport.ts'
import { openBackend, type QueueBackend } from './queue/backend.ts'
import { openQueues, type Queues } from './queue/queues.ts'
import { parseSmtpUrl } from './smtp-url.ts'
import type { NoticeNeeds } from './subscribers/send-notice.ts'
import {
  openUnsubscribes,
  type Unsubscribes,
  type UnsubscribesNeeds,
} from './subscribers/open-unsubscribes.ts'
import { systemClock, type Clock } from './time.ts'

/** Every part of Recap, opened; `close` closes them in reverse, once. */
export interface App {
  readonly config: Config
  readonly logger: Logger
  readonly now: Clock
  readonly db: Database
  readonly databaseUrl: string
  readonly backend: QueueBackend
  readonly queues: Queues
  readonly fetcher: Fetcher
  readonly mailer: Mailer
  readonly unsubscribes: Unsubscribes
  readonly inboxFolder: string | null
  readonly templatesDir: string
  readonly failpoint: Failpoint
  readonly walMarkFile: string
  readonly freezing: FreezeNeeds
  readonly delivering: DeliverNeeds
  readonly noticing: NoticeNeeds
  /** Tells running deliveries to end with the batch in hand. */
  stop(): void
  close(): Promise<void>
}

/** What a caller may set beside the settings: its clock, its timing, its corner of a shared Redis. */
export interface AppOptions {
  readonly logger: Logger
  readonly now?: Clock
  readonly timing?: DeliveryTiming
  readonly queuePrefix?: string
  /** What happens at the named places of a send, for tests that stop a process there. */
  readonly failpoint?: Failpoint
  /** Whether to bring the schema up to date; if not, an old schema is `bad_config`. Not set: only the embedded one. */
  readonly migrate?: boolean
}

/** Opens database, queues, mail and fetcher by the settings. When one fails, those already open are closed. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const closers: Closer[] = []
  const close = closeOnce(closers, options.logger)
  try {
    return await openParts(config, options, { closers, close })
  } catch (error) {
    await close()
    throw error
  }
}

interface Closing {
  readonly closers: Closer[]
  readonly close: () => Promise<void>
}

async function openParts(config: Config, options: AppOptions, { closers, close }: Closing): Promise<App> {
  const { logger, now = systemClock } = options
  const databaseUrl = config.databaseUrl ?? (await openOwnPostgres(config.dataDir, closers))
  const db = await openDatabase(databaseUrl, 'recap')
  closers.push(() => db.destroy())
  await bringUpToDate(db, options.migrate ?? config.databaseUrl === undefined)
  const walMarkFile = path.join(config.dataDir, 'wal-mark')
  await holdAfterRestore({ db, now, logger, walMarkFile })
  const unsubscribes = await openWayOut(
    { db, logger, folder: path.join(config.dataDir, 'unsubscribes') },
    closers,
  )
  const backend = await openBells(config.redisUrl, databaseUrl, options.queuePrefix)
  closers.push(() => backend.close())
  const queues = openQueues(backend, logger)
  closers.push(() => queues.close())
  const fetcher = openFetcher({ allow: config.fetchAllow })
  closers.push(() => fetcher.close())
  const inboxFolder = config.smtpUrls.length === 0 ? path.join(config.dataDir, 'inbox') : null
  const mailer = await openMail({ config, logger, databaseUrl, inboxFolder }, closers)
  const templatesDir = findTemplates()
  const rendering = { templates: await readLetterTemplates(templatesDir), publicUrl: config.publicUrl }
  const failpoint = options.failpoint ?? noFailpoint
  const parts = { config, logger, now, db, databaseUrl, backend, queues, fetcher, mailer, unsubscribes }
  const composed = { ...parts, inboxFolder, templatesDir, failpoint, walMarkFile }
  return { ...composed, ...openFlow(composed, { rendering, options, closers }), close }
}

type Flow = 'freezing' | 'delivering' | 'noticing' | 'stop'

interface FlowOptions {
  readonly rendering: Omit<RenderNeeds, 'db'>
  readonly options: AppOptions
  readonly closers: Closer[]
}

/** What each stage of an issue needs, from the parts that are open. */
function openFlow(
  parts: Omit<App, Flow | 'close'>,
  { rendering, options, closers }: FlowOptions,
): Pick<App, Flow> {
  const { config, logger, now, db, databaseUrl, mailer, unsubscribes, failpoint, walMarkFile } = parts
  const fromOf = (newsletter: NewsletterRow): string => config.mailFrom ?? newsletter.mail_from
  const sending = { db, now, mailer, keys: config.keys, ...(config.dkim && { dkim: config.dkim }) }
  const stopping = new AbortController()
  const delivery = openDelivery({
    ...rendering,
    ...sending,
    logger,
    leavers: unsubscribes,
    fromOf,
    failpoint,
    walMarkFile,
    databaseUrl,
    connections: mostConnections(config),
    journalFolder: path.join(config.dataDir, 'journal'),
    probeTarget: config.probe,
    stopping: stopping.signal,
    timing: options.timing ?? usualTiming,
  })
  closers.push(() => delivery.close())
  return {
    freezing: { ...rendering, db, now, planAudience: planWith(failpoint) },
    delivering: delivery.needs,
    noticing: {
      ...sending,
      publicUrl: config.publicUrl,
      senderOf: noticeSenders({ ...rendering, db, fromOf }),
    },
    stop: () => stopping.abort(),
  }
}

function planWith(failpoint: Failpoint): FreezeNeeds['planAudience'] {
  return async (...order) => {
    const audience = await planAudience(...order)
    failpoint('during freeze')
    return audience
  }
}

/** Mails that may be on their way at once; the capture inbox takes as many as a server does by default. */
function mostConnections({ smtpUrls }: Config): number {
  const urls = smtpUrls.length === 0 ? ['smtp://127.0.0.1'] : smtpUrls
  return urls.reduce((sum, url) => sum + parseSmtpUrl(url).pool, 0)
}

/** A database of our own is nobody else's concern, so it is always brought up to date. */
async function bringUpToDate(db: Database, mayMigrate: boolean): Promise<void> {
  if (!mayMigrate) return checkMigrated(db)
  await migrate(db)
  await ensureNewsletter(db)
}

async function openOwnPostgres(dataDir: string, closers: Closer[]): Promise<string> {
  const postgres = await openEmbeddedPostgres(dataDir)
  closers.push(() => postgres.close())
  return postgres.url
}

async function openBells(
  redisUrl: string | undefined,
  databaseUrl: string,
  prefix: string | undefined,
): Promise<QueueBackend> {
  return openBackend({ redisUrl, databaseUrl, ...(prefix !== undefined && { prefix }) })
}

/** Who left while the database was away is brought in before anything of this process can send. */
async function openWayOut(needs: UnsubscribesNeeds, closers: Closer[]): Promise<Unsubscribes> {
  const unsubscribes = openUnsubscribes(needs)
  closers.push(() => unsubscribes.close())
  await unsubscribes.replay()
  return unsubscribes
}

interface MailNeeds extends Pick<App, 'config' | 'logger' | 'databaseUrl' | 'inboxFolder'> {}

async function openMail(
  { config, logger, inboxFolder, ...rest }: MailNeeds,
  closers: Closer[],
): Promise<Mailer> {
  const smtpUrls = inboxFolder === null ? config.smtpUrls : [await openOwnInbox(inboxFolder, closers)]
  const hasRate = smtpUrls.some((url) => parseSmtpUrl(url).rate !== null)
  const shareOf = hasRate ? sharedRate(openRateStore({ config, ...rest }, closers)) : undefined
  const mailer = openMailer(smtpUrls, { logger, ...(shareOf && { shareOf }) })
  closers.push(() => mailer.close())
  return mailer
}

/** Machines that share a queue share the rate as well; while the store is away each counts for itself. */
function openRateStore(
  { config, databaseUrl }: Pick<App, 'config' | 'databaseUrl'>,
  closers: Closer[],
): RateStore {
  if (config.redisUrl === undefined) {
    const client = openPool(databaseUrl, { max: 1, application_name: 'recap rate' })
    closers.push(() => client.end())
    return { kind: 'postgres', client }
  }
  const client = new Redis(config.redisUrl, { enableOfflineQueue: false })
  client.on('error', () => undefined)
  closers.push(() => client.disconnect())
  return { kind: 'redis', client }
}

async function openOwnInbox(folder: string, closers: Closer[]): Promise<string> {
  const inbox = await openInbox(folder)
  closers.push(() => inbox.close())
  return inbox.url
}

import { mkdirSync } from 'node:fs'
import { loadConfig, type Config, type Environment } from '../../config.ts'
import { errorText } from '../../errors.ts'
import { checkClock, checkDatabaseServer, checkMigrations } from './check-database.ts'
import { checkDisk } from './check-disk.ts'
import { checkDkim, checkMail, checkPublicUrl } from './check-mail.ts'
import { checkNewsletter, checkSources } from './check-newsletter.ts'
import { checkQueue } from './check-queue.ts'
import { checkTemplates } from './check-templates.ts'
import { ill, well, type Finding } from './finding.ts'
import { openLedger, type Ledger } from './ledger.ts'

const newsletterChecks = ['newsletter', 'sources', 'templates']
const databaseChecks = ['migrations', ...newsletterChecks, 'clock']
const allChecks = ['database', ...databaseChecks, 'queue', 'mail', 'dkim', 'public-url', 'disk']

/** Looks at every part of an installation in turn; what one check finds stops none of the others. */
export async function* examineInstallation(env: () => Environment): AsyncGenerator<Finding> {
  const config = readSettings(env)
  if ('finding' in config) {
    yield config.finding
    yield* unseen(allChecks, 'the settings')
    return
  }
  yield well('settings', `read; files are kept in ${config.dataDir}`)
  yield* examineLedger(config)
  yield* checkMail(config)
  yield checkDkim(config)
  yield checkPublicUrl(config)
  yield await checkDisk(config)
}

function readSettings(env: () => Environment): Config | { finding: Finding } {
  try {
    const config = loadConfig(env())
    mkdirSync(config.dataDir, { recursive: true })
    return config
  } catch (error) {
    const mend =
      'Mend the settings in the environment or in .env; `recap init` writes one that explains them.'
    return { finding: ill('settings', problemsIn(errorText(error)), mend) }
  }
}

async function* examineLedger(config: Config): AsyncGenerator<Finding> {
  const ledger = await openLedger(config).catch((error: unknown) => ({ error }))
  if ('error' in ledger) {
    const detail = errorText(ledger.error).replace(/\s+/g, ' ')
    yield ill(
      'database',
      detail,
      'Check DATABASE_URL, or DATA_DIR when it is not set, and that the server is up.',
    )
    yield* unseen(databaseChecks, 'the database')
    if (config.redisUrl === undefined) yield* unseen(['queue'], 'the database')
    else yield await checkQueue(config, '')
    return
  }
  try {
    yield* checksWith(ledger, config)
  } finally {
    await ledger.close()
  }
}

async function* checksWith(ledger: Ledger, config: Config): AsyncGenerator<Finding> {
  yield await checkDatabaseServer(ledger, config.databaseUrl === undefined)
  const migrations = await checkMigrations(ledger)
  yield migrations
  if (migrations.ok) {
    yield await checkNewsletter(ledger, config)
    yield await checkSources(ledger)
    yield await checkTemplates(ledger, config)
  } else yield* unseen(newsletterChecks, 'the migrations')
  yield await checkClock(ledger)
  yield await checkQueue(config, ledger.url)
}

function unseen(checks: readonly string[], after: string): Finding[] {
  return checks.map((check) => ill(check, 'not checked', `Mend ${after} first.`))
}

/** The problems of a settings error stand indented, one on each line. */
function problemsIn(text: string): string {
  const problems = text.match(/^ {2}.+$/gm) ?? [text]
  return problems.map((line) => line.trim()).join('; ')
}

import { listSources, type SourceRow } from '../../articles/sources.repository.ts'
import type { Config } from '../../config.ts'
import { senderDomain } from '../../sender.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import type { NewsletterRow } from '../../digest/newsletters.repository.ts'
import { examine, ill, well, type Finding } from './finding.ts'
import type { Ledger } from './ledger.ts'

export function checkNewsletter({ db }: Ledger, config: Config): Promise<Finding> {
  return examine('newsletter', 'Run `recap migrate`.', async () => {
    const newsletter = await getNewsletter(db)
    const missing = placeholdersIn(newsletter, config)
    if (missing.length === 0) return well('newsletter', `${newsletter.name} is complete`)
    const mend = `Run: recap newsletter set ${missing.map((key) => `${key} …`).join(' ')}`
    return ill('newsletter', `not set yet: ${missing.join(', ')}`, mend)
  })
}

/** The settings that still have what a fresh installation begins with. */
function placeholdersIn(newsletter: NewsletterRow, { mailFrom }: Config): string[] {
  const missing: string[] = []
  if (senderDomain(mailFrom ?? newsletter.mail_from) === 'localhost') missing.push('from')
  if (newsletter.site_url === 'http://localhost/') missing.push('site-url')
  if (newsletter.postal_address.startsWith('Set your postal address')) missing.push('postal-address')
  return missing
}

function tellFailing({ id, url, failing_since: since, last_error: error }: SourceRow): string {
  return `${id} (${url})${since ? ` since ${since.toISOString()}` : ''}: ${error}`
}

export function checkSources({ db }: Ledger): Promise<Finding> {
  return examine('sources', 'Run `recap migrate`.', async () => {
    const sources = await listSources(db, (await getNewsletter(db)).id)
    if (sources.length === 0) return ill('sources', 'there are none', 'Run: recap source add URL')
    const failing = sources.filter(({ last_error: error }) => error !== null)
    if (failing.length === 0) return well('sources', `${sources.length} in good order`)
    const told = failing.map(tellFailing)
    const mend = 'Mend the address or the site, then run: recap source fetch ID'
    return ill('sources', `${failing.length} of ${sources.length} fail: ${told.join('; ')}`, mend)
  })
}

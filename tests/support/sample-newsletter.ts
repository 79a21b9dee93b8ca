import type { Database } from '../../src/db/database.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import type { Clock } from '../../src/time.ts'

/** Makes the newsletter one that goes out on Mondays at 07:00 in Berlin. */
export async function setSampleNewsletter(
  needs: { readonly db: Database; readonly now: Clock },
  siteUrl = 'https://sample.example/',
): Promise<void> {
  await setNewsletter(needs, [
    ['name', 'Sample Weekly'],
    ['from', 'Sample Weekly <weekly@sample.example>'],
    ['site-url', siteUrl],
    ['postal-address', '1 Quay Street, Port Ellery'],
    ['schedule', 'Mon 07:00'],
    ['time-zone', 'Europe/Berlin'],
  ])
}

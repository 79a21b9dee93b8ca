import type { App } from '../app.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import type { NewsletterRow } from '../digest/newsletters.repository.ts'
import { setNewsletter, type SettingPair } from '../digest/set-newsletter.ts'
import type { Publication } from './publication.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/**
 * Names the newsletter after the sample publication. A second demo in the same folder keeps the schedule of the first, and
 * with it its week.
 */
export async function nameNewsletter(
  app: App,
  publication: Publication,
  baseUrl: string,
): Promise<NewsletterRow> {
  const newsletter = await getNewsletter(app.db)
  const name = `${publication.name} Weekly`
  if (newsletter.name === name) return newsletter
  const today = weekdays[app.now().getUTCDay()] ?? 'Mon'
  const settings: SettingPair[] = [
    ['name', name],
    ['from', `${name} <weekly@tidewater.example>`],
    ['site-url', `${baseUrl}/`],
    ['postal-address', `${publication.name}, 4 Harbour Steps, Merrowgate`],
    ['schedule', `${today} 07:00`],
    ['time-zone', 'UTC'],
  ]
  return setNewsletter(app, settings)
}

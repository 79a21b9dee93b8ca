import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { findNewsletterBySlug, insertNewsletter, type NewsletterRow } from './newsletters.repository.ts'

/** The newsletter that every command means. */
const mainSlug = 'main'

/** Makes the newsletter of a fresh installation, to be named and timed by its operator; an existing one stays. */
export async function ensureNewsletter(db: Database): Promise<void> {
  if (await findNewsletterBySlug(db, mainSlug)) return
  await insertNewsletter(db, {
    slug: mainSlug,
    name: 'Weekly recap',
    mail_from: 'Weekly recap <newsletter@localhost>',
    site_url: 'http://localhost/',
    postal_address: 'Set your postal address with: recap newsletter set postal-address "…"',
    locale: 'en',
    time_zone: 'UTC',
    weekday: 1,
    send_time: '07:00',
  })
}

/** The newsletter of this installation. */
export async function getNewsletter(db: Database): Promise<NewsletterRow> {
  const newsletter = await findNewsletterBySlug(db, mainSlug)
  if (!newsletter) throw new AppError('not_found', 'There is no newsletter yet. Run `recap migrate`.')
  return newsletter
}

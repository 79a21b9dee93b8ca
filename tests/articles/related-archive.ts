import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'
import { randomFrom } from '../digest/choice-samples.ts'

const batch = 1000

/** Made-up words as frequent as those of a language without its function words. */
function speaker(seed: number): (count: number) => string {
  const random = randomFrom(seed)
  const word = (rank: number): string => {
    let text = ''
    for (let rest = (rank * 7919 + 12_345) % 1_000_003; rest > 0; rest = Math.floor(rest / 95)) {
      text += `${'bcdfghjklmnprstvwyz'[rest % 19] ?? ''}${'aeiou'[rest % 5] ?? ''}`
    }
    return text
  }
  return (count) => Array.from({ length: count }, () => word(Math.floor(20 * 1500 ** random()))).join(' ')
}

/** Fills the ledger with made-up English articles of the 90 days before an instant, of eight sites. */
export async function fillArchive(
  db: Database,
  newsletterId: number,
  { articles, now }: { readonly articles: number; readonly now: Date },
): Promise<void> {
  const speak = speaker(7)
  for (let first = 0; first < articles; first += batch) {
    const rows = Array.from({ length: Math.min(batch, articles - first) }, (_, index) => {
      const n = first + index
      return {
        key: `archive ${n}`,
        site: `Site ${n % 8}`,
        at: new Date(now.getTime() - 1000 - ((n * 7919) % (89 * 86_400)) * 1000).toISOString(),
        title: speak(8),
        dek: speak(14),
        body: Array.from({ length: 8 }, () => `${speak(15)}. `).join(''),
      }
    })
    await sql`
      INSERT INTO article (newsletter_id, canonical_key, url, title, dek, language, site_name, published_at,
        published_precision, first_seen_at, effective_at, body_text, word_count, status)
      SELECT ${newsletterId}, key, 'https://archive.example/' || key, title, dek, 'en', site, at, 'instant', at, at,
        body, 120, 'ready'
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS row (key text, site text, at timestamptz, title text, dek text, body text)`.execute(db)
  }
}

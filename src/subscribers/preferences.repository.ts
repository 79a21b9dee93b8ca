import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Frequency } from '../db/values.ts'
import type { TokenSubject } from './token.ts'

/** What a reader chooses for one newsletter; null leaves it to the newsletter. */
export interface Choices {
  /** Topics to get; none: all of them. */
  readonly topics: readonly string[]
  readonly frequency: Frequency
  /** BCP 47. */
  readonly locale: string | null
  /** Hour of the reader's day, 0 to 23. */
  readonly sendHour: number | null
  /** IANA name. */
  readonly timeZone: string | null
}

export interface PreferencesRow extends Choices {
  readonly pausedUntil: Date | null
  readonly newsletterTimeZone: string
}

/** What a reader has chosen, undefined for one who is no more. */
export async function findChoices(
  db: Connection,
  subject: TokenSubject,
): Promise<PreferencesRow | undefined> {
  return db
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriber_id')
    .innerJoin('newsletter', 'newsletter.id', 'subscription.newsletter_id')
    .select([
      'subscription.topics',
      'subscription.frequency',
      'subscriber.locale',
      'subscription.send_hour as sendHour',
      'subscriber.time_zone as timeZone',
      'subscription.paused_until as pausedUntil',
      'newsletter.time_zone as newsletterTimeZone',
    ])
    .where('subscription.newsletter_id', '=', subject.newsletterId)
    .where('subscription.subscriber_id', '=', subject.subscriberId)
    .executeTakeFirst()
}

export async function updateChoices(db: Connection, subject: TokenSubject, choices: Choices): Promise<void> {
  await db
    .updateTable('subscription')
    .set({ topics: [...choices.topics], frequency: choices.frequency, send_hour: choices.sendHour })
    .where('newsletter_id', '=', subject.newsletterId)
    .where('subscriber_id', '=', subject.subscriberId)
    .execute()
  await db
    .updateTable('subscriber')
    .set({ locale: choices.locale, time_zone: choices.timeZone })
    .where('id', '=', subject.subscriberId)
    .execute()
}

/** Pauses a subscription that is active or paused, or with null takes it up again; false for any other. */
export async function setPause(db: Connection, subject: TokenSubject, until: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscription')
    .set({ status: until ? 'paused' : 'active', paused_until: until })
    .where('newsletter_id', '=', subject.newsletterId)
    .where('subscriber_id', '=', subject.subscriberId)
    .where('status', 'in', until ? ['active', 'paused'] : ['paused'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const topicsShown = 24
const longestTopic = 60

/** The topics that the newsletter's articles of the past three months have most often. */
export async function listTopics(db: Connection, newsletterId: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    SELECT topic FROM article, unnest(article.topics) AS topic
    WHERE article.newsletter_id = ${newsletterId} AND article.effective_at > ${now}::timestamptz - interval '91 days'
      AND length(topic) <= ${longestTopic}
    GROUP BY topic ORDER BY count(*) DESC, topic LIMIT ${topicsShown}`.execute(db)
  return rows.map(({ topic }) => topic)
}

import { z } from 'zod'

const notEmpty = z.string().trim().min(1, 'must not be empty')

const details = {
  name: z.string().max(200).nullable().optional(),
  locale: z.string().max(35).nullable().optional().describe('language tag (BCP 47) such as en or de-AT'),
  timeZone: z.string().max(64).nullable().optional().describe('IANA zone such as Europe/Berlin'),
  topics: z.array(z.string().max(200)).max(100).optional(),
}

/** A person to add, with the proof of their consent. */
export const newSubscriber = z.strictObject({
  email: z.string().max(320).describe('mail address'),
  consent: notEmpty.max(5000).describe('when and how this person agreed'),
  ...details,
})

/** What is to change; what is left out stays, null takes it away. */
export const subscriberChange = z.strictObject(details)

const instant = z.iso.datetime().nullable()

const subscriberFields = {
  id: z.int(),
  email: z.string(),
  name: z.string().nullable(),
  status: z.enum(['pending', 'active', 'unsubscribed', 'paused', 'bounced', 'complained']),
  suppressed: z.boolean().describe('whether the address gets no mail, whoever asks for it'),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  topics: z.array(z.string()),
  frequency: z.enum(['weekly', 'monthly']),
  sendHour: z.int().nullable(),
  pausedUntil: instant,
  consentText: z.string(),
  consentSource: z.string(),
  consentAt: z.iso.datetime(),
  confirmedAt: instant,
  unsubscribedAt: instant,
}

export const subscriber = z.strictObject(subscriberFields)

export const subscriberPage = z.strictObject({
  subscribers: z.array(subscriber),
  next: z.string().nullable().describe('the cursor of the next page; null after the last'),
})

export const subscriberWithTimeline = subscriber.extend({
  timeline: z.array(
    z.strictObject({ at: z.iso.datetime(), event: z.string(), detail: z.string().nullable() }),
  ),
})

export const addedSubscriber = z.strictObject({
  id: z.int(),
  email: z.string(),
  created: z.boolean().describe('false for a person who was there before, and stays as they are'),
  status: subscriberFields.status,
})

export const erased = z.strictObject({ email: z.string(), erased: z.literal(true), suppressed: z.boolean() })

export const addressParameter = z.object({ address: z.string().describe('mail address, percent-encoded') })

const mostOnPage = 500

export const pageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the next of a page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(mostOnPage).default(100),
})

export const eraseQuery = z.strictObject({
  suppress: z
    .enum(['true', 'false'])
    .default('false')
    .describe('whether the address may never be mailed again; only its fingerprint is kept'),
})

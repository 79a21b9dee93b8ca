import { z } from 'zod'
import { AppError } from '../errors.ts'
import { closestName } from '../closest-name.ts'
import { bounceBase, oneLine, sender } from '../sender.ts'
import { isTimeZone } from '../time.ts'
import type { NewsletterRow } from './newsletters.repository.ts'
import { setting, whole, type Setting, type SettingChange } from './setting.ts'
import { themeSettings } from './theme-settings.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

const webAddress = z.url({ protocol: /^https?$/, error: 'must look like https://example.com/' })

const schedule = z
  .string()
  .trim()
  .regex(
    /^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)? ([01]\d|2[0-3]):[0-5]\d$/i,
    'must look like "Mon 07:00"',
  )

const yesOrNo = z
  .enum(['yes', 'no', 'true', 'false'], 'must be yes or no')
  .transform((answer) => answer === 'yes' || answer === 'true')

const settings: Readonly<Record<string, Setting>> = {
  name: setting(
    oneLine,
    (name) => ({ name }),
    (row) => row.name,
  ),
  from: setting(
    sender,
    (from) => ({ mail_from: from }),
    (row) => row.mail_from,
  ),
  'reply-to': setting(
    z.union([z.literal(''), sender]),
    (to) => ({ reply_to: to || null }),
    (row) => row.reply_to,
  ),
  'confirm-from': setting(
    z.union([z.literal(''), sender]),
    (from) => ({ confirm_from: from || null }),
    (row) => row.confirm_from,
  ),
  'bounce-address': setting(
    z.union([z.literal(''), bounceBase]),
    (address) => ({ bounce_address: address || null }),
    (row) => row.bounce_address,
  ),
  'site-url': setting(
    webAddress,
    (url) => ({ site_url: url }),
    (row) => row.site_url,
  ),
  'postal-address': setting(
    oneLine,
    (address) => ({ postal_address: address }),
    (row) => row.postal_address,
  ),
  locale: setting(
    z
      .string()
      .refine(
        (tag) => Intl.DateTimeFormat.supportedLocalesOf(safeTag(tag)).length > 0,
        'must be a language such as en or de-CH',
      ),
    (locale) => ({ locale }),
    (row) => row.locale,
  ),
  schedule: setting(schedule, scheduleColumns, (row) => `${weekdays[row.weekday - 1]} ${row.send_time}`),
  'time-zone': setting(
    z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
    (timeZone) => ({ time_zone: timeZone }),
    (row) => row.time_zone,
  ),
  'lead-minutes': setting(
    whole(0, 10_080),
    (n) => ({ lead_minutes: n }),
    (row) => row.lead_minutes,
  ),
  'late-within-hours': setting(
    whole(1, 168),
    (n) => ({ late_within_hours: n }),
    (row) => row.late_within_hours,
  ),
  'max-items': setting(
    whole(1, 60),
    (n) => ({ max_items: n }),
    (row) => row.max_items,
  ),
  'unknown-policy': setting(
    z.enum(['resend', 'leave'], 'must be resend or leave'),
    (policy) => ({ unknown_policy: policy }),
    (row) => row.unknown_policy,
  ),
  'local-time': setting(
    yesOrNo,
    (isLocal) => ({ local_time: isLocal }),
    (row) => row.local_time,
  ),
  'warm-up': setting(
    z.union([
      z.enum(['', 'no', 'off']).transform(() => null),
      z.iso.date('must be the first day of the warm-up, such as 2026-11-30, or off'),
    ]),
    (from) => ({ warm_up_from: from }),
    (row) => row.warm_up_from,
  ),
  'retention-days': setting(
    whole(1, 3650),
    (n) => ({ retention_days: n }),
    (row) => row.retention_days,
  ),
  enabled: setting(
    yesOrNo,
    (enabled) => ({ enabled }),
    (row) => row.enabled,
  ),
  ...themeSettings,
}

export const settingNames: readonly string[] = Object.keys(settings)

/** Reads one setting as an operator wrote it; `bad_input` names the setting and says what it must look like. */
export function readSetting(key: string, value: string): SettingChange {
  const known = Object.hasOwn(settings, key) ? settings[key] : undefined
  if (!known) {
    const guess = closestName(key, settingNames)
    const hint = guess ? `did you mean ${guess}?` : `there are ${settingNames.join(', ')}.`
    throw new AppError('bad_input', `A newsletter has no setting ${key}: ${hint}`)
  }
  const result = known.read(value)
  if (!result.success) {
    const problems = result.error.issues.map((issue) => issue.message)
    throw new AppError('bad_input', `${key} ${problems.join(', ')}; it was ${JSON.stringify(value)}.`)
  }
  return result.data
}

/** All settings of a newsletter under the names they are set by. */
export function showSettings(newsletter: NewsletterRow): Record<string, string | number | boolean | null> {
  return Object.fromEntries(Object.entries(settings).map(([key, { show }]) => [key, show(newsletter)]))
}

function scheduleColumns(text: string): SettingChange {
  const [day = '', time = ''] = text.split(' ')
  const index = weekdays.findIndex((weekday) => weekday.toLowerCase() === day.slice(0, 3).toLowerCase())
  return { weekday: index + 1, send_time: time }
}

function safeTag(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag)
  } catch {
    return []
  }
}

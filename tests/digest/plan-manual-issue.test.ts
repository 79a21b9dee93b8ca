import { describe, expect, test } from '@jest/globals'
import type { NewsletterRow } from '../../src/digest/newsletters.repository.ts'
import { planManualIssue } from '../../src/digest/plan-manual-issue.ts'

const newsletter: NewsletterRow = {
  id: 1,
  slug: 'main',
  name: 'Harbour Weekly',
  mail_from: 'a@b.example',
  reply_to: null,
  site_url: 'https://b.example/',
  postal_address: 'x',
  locale: 'en',
  time_zone: 'Europe/Berlin',
  weekday: 1,
  send_time: '07:00',
  grace_days: 3,
  memory_weeks: 8,
  lead_minutes: 60,
  late_within_hours: 24,
  max_items: 15,
  local_time: false,
  retention_days: 90,
  warm_up_from: null,
  min_items: 1,
  thin_policy: 'short',
  unknown_policy: 'resend',
  theme: {},
  confirm_from: null,
  bounce_address: null,
  enabled: true,
  created_at: new Date(0),
}

const now = new Date('2026-11-23T03:00:00Z')
const pastWindow = { start: new Date('2026-11-15T23:00:00Z'), end: new Date('2026-11-22T23:00:00Z') }

describe('an issue built by hand', () => {
  test('tells of the past week, in the slot of that week, before the hour of the schedule too', () => {
    expect(planManualIssue(newsletter, {}, now)).toEqual({
      newsletter,
      slotKey: '2026-W47',
      intake: { window: pastWindow, lastFrozenAt: null },
      reopensHeld: true,
    })
  })

  test('tells of a week that is named', () => {
    const plan = planManualIssue(newsletter, { week: '2026-W45' }, now)
    expect(plan.slotKey).toBe('2026-W45')
    expect(plan.intake.window.start).toEqual(new Date('2026-11-01T23:00:00Z'))
  })

  test('has a slot of its own under a key', () => {
    const plan = planManualIssue(newsletter, { key: 'special-1' }, now)
    expect(plan).toMatchObject({ slotKey: 'manual-special-1', intake: { window: pastWindow } })
  })

  test.each(['2026-W54', '2026-47', 'last'])('of the week %s is refused', (week) => {
    expect(() => planManualIssue(newsletter, { week }, now)).toThrow('no ISO week')
  })

  test.each(['', 'A', '-a', 'a b', 'a/b', 'a'.repeat(65)])('under the key "%s" is refused', (key) => {
    expect(() => planManualIssue(newsletter, { key }, now)).toThrow('cannot be the key')
  })
})

import { describe, expect, test } from '@jest/globals'
import { readSetting, settingNames } from '../../src/digest/newsletter-settings.ts'
import { colourNames } from '../../src/letter/theme.ts'

const senderForm = 'must look like "Name <name@example.com>" or name@example.com'

describe('a good value', () => {
  const good: [string, string, object][] = [
    ['name', '  Harbour, "Tide" & Co  ', { name: 'Harbour, "Tide" & Co' }],
    ['from', 'weekly@sample.example', { mail_from: 'weekly@sample.example' }],
    ['from', 'Smith, Jo: <w@sample.example>', { mail_from: 'Smith, Jo: <w@sample.example>' }],
    ['reply-to', '', { reply_to: null }],
    ['reply-to', 'Desk <desk@sample.example>', { reply_to: 'Desk <desk@sample.example>' }],
    [
      'from',
      '"Bücher, \\"neu\\"" <w@bücher.example>',
      { mail_from: '"Bücher, \\"neu\\"" <w@bücher.example>' },
    ],
    ['confirm-from', '', { confirm_from: null }],
    ['confirm-from', 'Desk <desk@sample.example>', { confirm_from: 'Desk <desk@sample.example>' }],
    ['bounce-address', '', { bounce_address: null }],
    ['bounce-address', 'bounces@mail.sample.example', { bounce_address: 'bounces@mail.sample.example' }],
    ['schedule', 'Mon 07:00', { weekday: 1, send_time: '07:00' }],
    ['schedule', 'thursday 23:59', { weekday: 4, send_time: '23:59' }],
    ['schedule', 'SUN 00:00', { weekday: 7, send_time: '00:00' }],
    ['locale', 'de-CH', { locale: 'de-CH' }],
    ['lead-minutes', '0', { lead_minutes: 0 }],
    ['late-within-hours', '168', { late_within_hours: 168 }],
    ['max-items', ' 60 ', { max_items: 60 }],
    ['local-time', 'yes', { local_time: true }],
    ['warm-up', '2026-11-30', { warm_up_from: '2026-11-30' }],
    ['warm-up', 'off', { warm_up_from: null }],
    ['retention-days', '30', { retention_days: 30 }],
    ['enabled', 'no', { enabled: false }],
    ['enabled', 'true', { enabled: true }],
    ['theme-link', '#0B57D0', { theme: { link: '#0b57d0' } }],
    ['theme-dark-button-text', '#abc', { theme: { 'dark-button-text': '#aabbcc' } }],
    ['theme-link', '', { theme: { link: null } }],
    ['theme-logo', 'https://a.example/logo.png?v=2', { theme: { logo: 'https://a.example/logo.png?v=2' } }],
    ['theme-radius', '0', { theme: { radius: 0 } }],
    [
      'theme-font',
      'Helvetica Neue, Arial, sans-serif',
      { theme: { font: 'Helvetica Neue, Arial, sans-serif' } },
    ],
  ]
  test.each(good)('of %s: %j', (key, value, columns) => {
    expect(readSetting(key, value)).toEqual(columns)
  })
})

describe('a bad value names its setting and says what it must look like', () => {
  const colours = colourNames
    .flatMap((name) => [`theme-${name}`, `theme-dark-${name}`])
    .map((key): [string, string, string] => [key, 'bluish', 'must be a colour such as #0b57d0'])
  const bad: [string, string, string][] = [
    ['name', '   ', 'must not be empty'],
    ['name', 'two\nlines', 'must stand on one line'],
    ['name', 'x'.repeat(201), 'must have 200 characters at most'],
    ['from', '', senderForm],
    ['from', 'Sample Weekly', senderForm],
    ['from', 'weekly@', senderForm],
    ['from', '@sample.example', senderForm],
    ['from', 'a@b@c.example', senderForm],
    ['from', 'Weekly <weekly@sample.example', senderForm],
    ['from', 'weekly@sample.example>', senderForm],
    ['from', 'Weekly <weekly@sample.example> and more', senderForm],
    ['from', 'a@sample.example, b@sample.example', senderForm],
    ['from', 'Weekly <w@sample.example>\r\nBcc: evil@evil.example', 'must stand on one line'],
    ['from', 'Weekly\r\nBcc: evil <w@sample.example>', 'must stand on one line'],
    ['from', 'Weekly <w@sample.example\0>', 'must stand on one line'],
    ['from', 'w@sample.example/x', senderForm],
    ['from', 'w@sample..example', senderForm],
    ['confirm-from', 'nobody', senderForm],
    ['confirm-from', 'a@b.example\nBcc: c@d.example', 'must stand on one line'],
    ['bounce-address', 'bounces', 'must be a bare address such as bounces@example.com'],
    ['bounce-address', 'Bounces <b@sample.example>', 'must be a bare address'],
    ['bounce-address', 'b+tag@sample.example', 'must be a bare address'],
    ['bounce-address', `${'b'.repeat(25)}@sample.example`, 'with 24 letters or digits at most before the @'],
    ['reply-to', 'nobody', senderForm],
    ['reply-to', 'a@b.example\nBcc: c@d.example', senderForm],
    ['site-url', 'sample.example', 'must look like https://example.com/'],
    ['site-url', 'javascript:alert(1)', 'must look like https://example.com/'],
    ['site-url', '', 'must look like https://example.com/'],
    ['postal-address', '', 'must not be empty'],
    ['locale', 'klingon language', 'must be a language such as en or de-CH'],
    ['locale', '', 'must be a language such as en or de-CH'],
    ['schedule', 'Monkey 07:00', 'must look like "Mon 07:00"'],
    ['schedule', 'Mon 7:00', 'must look like "Mon 07:00"'],
    ['schedule', 'Mon 24:00', 'must look like "Mon 07:00"'],
    ['schedule', '07:00', 'must look like "Mon 07:00"'],
    ['local-time', 'maybe', 'must be yes or no'],
    ['warm-up', 'soon', 'must be the first day of the warm-up, such as 2026-11-30, or off'],
    ['retention-days', '0', 'must be a whole number from 1 to 3650'],
    ['time-zone', 'Berlin', 'must be a time zone such as Europe/Berlin'],
    ['time-zone', '+02:00', 'must be a time zone such as Europe/Berlin'],
    ['lead-minutes', '', 'must be a whole number from 0 to 10080'],
    ['lead-minutes', '-1', 'must be a whole number from 0 to 10080'],
    ['lead-minutes', '10081', 'must be a whole number from 0 to 10080'],
    ['late-within-hours', '0', 'must be a whole number from 1 to 168'],
    ['max-items', '1.5', 'must be a whole number from 1 to 60'],
    ['max-items', '1e1', 'must be a whole number from 1 to 60'],
    ['max-items', 'many', 'must be a whole number from 1 to 60'],
    ['unknown-policy', 'retry', 'must be resend or leave'],
    ['enabled', 'perhaps', 'must be yes or no'],
    ...colours,
    ['theme-link', 'rgba(0, 0, 0, 0.5)', 'must be a colour such as #0b57d0'],
    ['theme-link', '#fff;background:url(x)', 'must be a colour such as #0b57d0'],
    ['theme-logo', 'http://a.example/logo.png', 'must be the https address of a PNG, JPEG or GIF'],
    ['theme-logo', 'https://a.example/logo.svg', 'must be the https address of a PNG, JPEG or GIF'],
    ['theme-logo-alt', 'two\nlines', 'must stand on one line'],
    ['theme-logo-width', '5', 'must be a whole number from 16 to 300'],
    ['theme-font', 'Comic Sans', 'must be fonts such as'],
    ['theme-font', "x; } body { color: red } '', serif", 'must be fonts such as'],
    ['theme-radius', '99', 'must be a whole number from 0 to 24'],
  ]
  test.each(bad)('%s: %j', (key, value, problem) => {
    const message = expect.stringContaining(problem)
    expect(() => readSetting(key, value)).toThrow(expect.objectContaining({ code: 'bad_input', message }))
    expect(() => readSetting(key, value)).toThrow(
      new RegExp(`^${key} must .*${escape(JSON.stringify(value))}`, 's'),
    )
  })

  test('every setting has a bad value here', () => {
    expect(new Set(bad.map(([key]) => key))).toEqual(new Set(settingNames))
  })
})

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('a setting that there is not is refused with a guess, or with all names', () => {
  expect(() => readSetting('shedule', 'Mon 07:00')).toThrow('did you mean schedule?')
  for (const key of ['', 'constructor', '__proto__', 'toString', 'something else entirely'])
    expect(() => readSetting(key, 'x')).toThrow(`A newsletter has no setting ${key}: `)
})

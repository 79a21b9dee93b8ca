/** A mail program as a letter is judged for it; its facts are in client-support.json under the same id. */
export interface MailClient {
  readonly id: string
  readonly name: string
  /** Whether every letter must be whole in it: the programs of nearly all readers. */
  readonly isFirst: boolean
  /** How many features a letter may use that it lacks: as many as the plainest MJML digest does. */
  readonly floor: number
}

export const mailClients: readonly MailClient[] = [
  { id: 'apple-mail.macos', name: 'Apple Mail on macOS', isFirst: true, floor: 0 },
  { id: 'apple-mail.ios', name: 'Apple Mail on iOS', isFirst: true, floor: 0 },
  { id: 'gmail.desktop-webmail', name: 'Gmail on the web', isFirst: true, floor: 0 },
  { id: 'gmail.ios', name: 'Gmail on iOS', isFirst: true, floor: 0 },
  { id: 'gmail.android', name: 'Gmail on Android', isFirst: true, floor: 0 },
  { id: 'outlook.outlook-com', name: 'Outlook.com', isFirst: true, floor: 0 },
  { id: 'outlook.ios', name: 'Outlook on iOS', isFirst: true, floor: 0 },
  { id: 'outlook.android', name: 'Outlook on Android', isFirst: true, floor: 0 },
  { id: 'outlook.macos', name: 'Outlook on macOS', isFirst: true, floor: 1 },
  { id: 'yahoo.desktop-webmail', name: 'Yahoo Mail', isFirst: true, floor: 3 },
  { id: 'samsung-email.android', name: 'Samsung Email', isFirst: true, floor: 0 },
  { id: 'thunderbird.macos', name: 'Thunderbird', isFirst: true, floor: 2 },
  { id: 'fastmail.desktop-webmail', name: 'Fastmail', isFirst: false, floor: 1 },
  { id: 'hey.desktop-webmail', name: 'HEY', isFirst: false, floor: 4 },
  { id: 'outlook.windows', name: 'classic Outlook', isFirst: false, floor: 7 },
  { id: 'protonmail.desktop-webmail', name: 'Proton Mail', isFirst: false, floor: 7 },
  { id: 'gmail.mobile-webmail', name: 'Gmail in a mobile browser', isFirst: false, floor: 10 },
]

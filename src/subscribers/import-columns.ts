import { closestName } from '../closest-name.ts'
import { AppError } from '../errors.ts'

/** What a CSV file can tell of a person, by the headings under which other systems export it. */
const headings = {
  email: ['email', 'e_mail', 'email_address', 'e_mail_address', 'mail'],
  name: ['name', 'full_name', 'fullname', 'display_name'],
  first_name: ['first_name', 'firstname', 'given_name'],
  last_name: ['last_name', 'lastname', 'surname', 'family_name'],
  consent: ['consent', 'consent_text'],
  status: ['status', 'state', 'subscription_status'],
  locale: ['locale', 'language', 'lang'],
  time_zone: ['time_zone', 'timezone', 'tz'],
  topics: ['topics', 'interests'],
  confirmed_at: ['confirmed_at', 'confirm_time', 'confirmed', 'confirmation_date'],
  consent_at: ['consent_at', 'optin_time', 'subscribed_at', 'created_at'],
  consent_ip: ['consent_ip', 'optin_ip'],
  consent_source: ['consent_source'],
  frequency: ['frequency'],
  send_hour: ['send_hour'],
  paused_until: ['paused_until'],
  unsubscribed_at: ['unsubscribed_at', 'unsub_time'],
  suppressed: ['suppressed'],
} as const satisfies Record<string, readonly string[]>

export type ImportColumn = keyof typeof headings

const columnNames = Object.keys(headings).filter(isColumn)

function isColumn(name: string): name is ImportColumn {
  return Object.hasOwn(headings, name)
}

/** Headings that the operator names, and the column that each stands for. */
export type HeadingMap = ReadonlyMap<string, ImportColumn>

/** Where in a line each column stands, how many cells a line has, and the headings that nobody knows. */
export interface ImportColumns {
  readonly at: ReadonlyMap<ImportColumn, number>
  readonly width: number
  readonly ignored: readonly string[]
}

/** Reads `E-Mail=email,Vorname=first_name`; an unknown column is `bad_input`, with a guess. */
export function parseHeadingMap(text: string): HeadingMap {
  const pairs = text.split(',').map((pair): [string, ImportColumn] => {
    const at = pair.lastIndexOf('=')
    const column = pair.slice(at + 1).trim()
    if (at > 0 && isColumn(column)) return [plain(pair.slice(0, at)), column]
    const guess = closestName(column, columnNames)
    const hint = guess === undefined ? `columns are ${columnNames.join(', ')}` : `did you mean ${guess}?`
    throw new AppError(
      'bad_input',
      `"${pair}" maps to no column; ${hint}. Write --map "E-Mail=email,Surname=last_name".`,
    )
  })
  return new Map(pairs)
}

/** Finds the columns under the headings of a file: those that are mapped first, then those that are known. */
export function findColumns(header: readonly string[], map: HeadingMap): ImportColumns {
  const names = header.map(plain)
  const at = new Map<ImportColumn, number>()
  const ignored: string[] = []
  for (const heading of map.keys()) if (!names.includes(heading)) throw noHeading(heading, header)
  for (const [index, name] of names.entries()) {
    const column = map.get(name)
    if (column) place(at, column, index)
  }
  const mapped = new Set(at.keys())
  for (const [index, name] of names.entries()) {
    if (map.has(name)) continue
    const column = columnNames.find((column) => headings[column].some((heading) => heading === name))
    if (column === undefined) ignored.push(header[index] ?? '')
    else if (!mapped.has(column)) place(at, column, index)
  }
  if (!at.has('email')) throw noEmail(header)
  return { at, width: header.length, ignored: ignored.filter((heading) => heading.trim() !== '') }
}

function place(at: Map<ImportColumn, number>, column: ImportColumn, index: number): void {
  if (at.has(column))
    throw new AppError(
      'bad_input',
      `Two columns of the file are taken for ${column}. Say which one it is: --map "HEADING=${column}".`,
    )
  at.set(column, index)
}

function plain(heading: string): string {
  return heading
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
}

function noHeading(heading: string, header: readonly string[]): AppError {
  return new AppError('bad_input', `The file has no column "${heading}". ${listOf(header)}`)
}

function noEmail(header: readonly string[]): AppError {
  return new AppError(
    'bad_input',
    `The first line of the file has no column email. ${listOf(header)} Name it: --map "HEADING=email".`,
  )
}

const mostShown = 20

function listOf(header: readonly string[]): string {
  const shown = header.slice(0, mostShown).map((heading) => JSON.stringify(heading.slice(0, 40)))
  return `Its columns are ${shown.join(', ')}.`
}

import type { KeyRing } from '../key-ring.ts'
import { addressHmacHex } from './address-hmac.ts'
import { readAddress } from './address.ts'
import { unguardCell } from './formula-guard.ts'
import { readInstant, readLocale, readZone, remember } from './import-cells.ts'
import type { ImportColumn, ImportColumns } from './import-columns.ts'
import { readStatusWord } from './import-status.ts'
import { cleanName } from './person-name.ts'
import { arrayText, type StagedLine, type StagedPerson, type StagedStates } from './staged-line.ts'
import { readTopics } from './topics-cell.ts'

/** What every line of an import is read with: the columns, the consent of lines that tell none, keys and the time. */
export interface ImportContext {
  readonly columns: ImportColumns
  readonly consent: string | undefined
  readonly keys: KeyRing
  readonly now: Date
}

export type LineReader = (cells: readonly string[], line: number) => StagedLine

const longestShown = 320
const longestCell = 5000
const longestTopics = 100

/** A reader of lines: each comes out ready to be staged, or with every fault that keeps it from being taken. */
export function createLineReader(context: ImportContext): LineReader {
  const readers = {
    instant: remember(readMoment),
    locale: remember(readLocale),
    topics: remember(topicsArray),
    zone: remember(readZone),
    status: remember(readStatusWord),
    now: momentOf(context.now),
  }
  const { at, width } = context.columns
  const emailAt = at.get('email') ?? 0
  return (cells, line) => {
    const shown = showCell(cells[emailAt] ?? '')
    const fault =
      cells.length > width ? `it has ${cells.length} cells, the first line ${width}` : unreadable(cells)
    if (fault !== undefined) return { line, shown, told: fault }
    const faults: string[] = []
    const cell = (column: ImportColumn): string => {
      const index = at.get(column)
      return index === undefined ? '' : unguardCell(cells[index] ?? '').trim()
    }
    const given = { cell, faults, readers }
    const told = { person: readPerson(given, context), states: readStates(given, context) }
    return { line, shown, told: faults.length === 0 ? told : faults.join('; ') }
  }
}

/** An instant, and how it is written: a column of dates names the same few again and again. */
interface Moment {
  readonly at: Date
  readonly text: string
}

interface Given {
  readonly cell: (column: ImportColumn) => string
  readonly faults: string[]
  readonly readers: {
    readonly instant: typeof readMoment
    readonly locale: typeof readLocale
    readonly topics: typeof topicsArray
    readonly zone: typeof readZone
    readonly status: typeof readStatusWord
    readonly now: Moment
  }
}

function readPerson({ cell, faults, readers }: Given, { keys }: ImportContext): StagedPerson {
  const address = readAddress(cell('email'))
  const name = cleanName(cell('name') || `${cell('first_name')} ${cell('last_name')}`)
  const isAddress = typeof address === 'object'
  if (!isAddress) faults.push(cell('email') === '' ? 'there is no address' : `no address: ${address}`)
  if (name === undefined) faults.push('the name is longer than 200 characters or cannot be read')
  return {
    email: isAddress ? address.email : null,
    email_key: isAddress ? address.key : null,
    address_hmac: isAddress ? `\\x${addressHmacHex(keys, address)}` : null,
    name: name ?? null,
    locale: checked(cell('locale'), readers.locale, (text) =>
      faults.push(`${text} is no language tag such as de-AT`),
    ),
    time_zone: checked(cell('time_zone'), readers.zone, (text) =>
      faults.push(`${text} is no time zone such as Europe/Berlin`),
    ),
    topics: checked(cell('topics'), readers.topics, () =>
      faults.push(`it names more than ${longestTopics} topics`),
    ),
  }
}

function readStates({ cell, faults, readers }: Given, { consent }: ImportContext): StagedStates {
  const { now } = readers
  const instant = (column: ImportColumn, limit = now.at): Moment | undefined => {
    const text = cell(column)
    const moment = text === '' ? undefined : readers.instant(text)
    if (text !== '' && !moment) faults.push(`${column} is no date such as 2026-11-02 or 2026-11-02T08:00:00Z`)
    if (moment && moment.at > limit) faults.push(`${column} lies in the future`)
    return moment
  }
  const leftAt = instant('unsubscribed_at')
  const confirmedAt = instant('confirmed_at')
  const consentAt = instant('consent_at') ?? confirmedAt ?? now
  const status = readers.status(cell('status') || (leftAt ? 'unsubscribed' : 'active'))
  const text = cell('consent') || consent
  if (!status) faults.push(`${JSON.stringify(cell('status').slice(0, 40))} is no known status`)
  if (!text) faults.push('there is no consent')
  if (/^(yes|true|1)$/i.test(cell('suppressed'))) faults.push('the file says that this address is suppressed')
  const hasConfirmed = status?.subscription === 'active' || status?.subscription === 'paused'
  return {
    status: status?.subscription ?? null,
    person_status: status?.person ?? null,
    consent_text: text ?? null,
    consent_source: cell('consent_source') || 'import',
    consent_ip: cell('consent_ip') || null,
    consent_at: consentAt.text,
    confirmed_at: (confirmedAt ?? (hasConfirmed ? consentAt : undefined))?.text ?? null,
    unsubscribed_at: status?.subscription === 'unsubscribed' ? (leftAt ?? now).text : null,
    frequency: checked(cell('frequency'), frequencyOf, () =>
      faults.push('frequency is neither weekly nor monthly'),
    ),
    send_hour: checked(cell('send_hour'), hourOf, () => faults.push('send_hour is no hour from 0 to 23')),
    paused_until: instant('paused_until', endOfTime)?.text ?? null,
  }
}

function readMoment(text: string): Moment | undefined {
  const at = readInstant(text)
  return at && momentOf(at)
}

function momentOf(at: Date): Moment {
  return { at, text: at.toISOString() }
}

function topicsArray(cell: string): string | undefined {
  const topics = readTopics(cell)
  return topics.length > longestTopics ? undefined : arrayText(topics)
}

const endOfTime = new Date('9999-12-31T00:00:00Z')

function frequencyOf(text: string): string | undefined {
  return ['weekly', 'monthly'].find((word) => word === text.toLowerCase())
}

function hourOf(text: string): string | undefined {
  return /^\d{1,2}$/.test(text) && Number(text) < 24 ? String(Number(text)) : undefined
}

/** The value of a cell that may be empty; a wrong one is told by a short cut of it. */
function checked(
  text: string,
  read: (text: string) => string | undefined,
  refuse: (text: string) => void,
): string | null {
  if (text === '') return null
  const value = read(text)
  if (value === undefined) refuse(JSON.stringify(text.slice(0, 40)))
  return value ?? null
}

/** What no text of a person can hold, in whichever cell. */
function unreadable(cells: readonly string[]): string | undefined {
  for (const cell of cells) {
    if (cell.includes('\0')) return 'a cell holds a zero byte'
    if (cell.includes('\uFFFD')) return 'a cell holds letters that its encoding does not have'
    if (cell.length > longestCell) return `a cell is longer than ${longestCell} characters`
  }
  return undefined
}

function showCell(cell: string): string {
  return cell.slice(0, longestShown).replaceAll('\0', ' ')
}

const personColumns = ['email', 'email_key', 'address_hmac', 'name', 'locale', 'time_zone', 'topics'] as const

const stateColumns = [
  'status',
  'person_status',
  'consent_text',
  'consent_source',
  'consent_ip',
  'consent_at',
  'confirmed_at',
  'unsubscribed_at',
  'frequency',
  'send_hour',
  'paused_until',
] as const

/** The columns of a line of an import as it waits in the staging table, in their order there. */
export const stagedColumns = ['line', 'shown', 'fault', ...personColumns, ...stateColumns] as const

type Texts<Column extends string> = Readonly<Record<Column, string | null>>

/** Who a line is about, each value as PostgreSQL reads it. */
export type StagedPerson = Texts<(typeof personColumns)[number]>

/** What a line says of the subscription, likewise. */
export type StagedStates = Texts<(typeof stateColumns)[number]>

/** A line of an import, to be taken or with a fault; `shown` is what its cell held in place of an address. */
export interface StagedLine {
  readonly line: number
  readonly shown: string
  readonly told: string | { readonly person: StagedPerson; readonly states: StagedStates }
}

const nothing = String.raw`\N`
const noFields = `\t${nothing}`.repeat(personColumns.length + stateColumns.length)

/** A line in the text format of COPY. */
export function copyLine({ line, shown, told }: StagedLine): string {
  // Joining a list of fields takes four times as long, which is felt in a million lines.
  let text = `${line}\t${copyField(shown)}\t`
  if (typeof told === 'string') return `${text}${copyField(told)}${noFields}\n`
  text += nothing
  for (const name of personColumns) text += `\t${copyField(told.person[name])}`
  for (const name of stateColumns) text += `\t${copyField(told.states[name])}`
  return `${text}\n`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyField(text: string | null): string {
  if (text === null) return nothing
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? '') : text
}

/** A list as PostgreSQL reads an array. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`
}

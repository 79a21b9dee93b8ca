/** The columns of a line of an import as it waits in the staging table, in their order there. */
export const stagedColumns = [
  'line',
  'shown',
  'fault',
  'email',
  'email_key',
  'address_hmac',
  'name',
  'locale',
  'time_zone',
  'topics',
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

/**
 * A line of an import: who it is and what the file says of them, each value as PostgreSQL reads it; what is left out
 * is null. A line with a fault is not taken; `shown` is what its cell held in place of an address.
 */
export type StagedLine = { readonly line: string; readonly shown: string } & Readonly<
  Partial<Record<Exclude<(typeof stagedColumns)[number], 'line' | 'shown'>, string | null>>
>

/** A line in the text format of COPY. */
export function copyLine(line: StagedLine): string {
  // Joining a list of fields takes four times as long, which is felt in a million lines.
  let text = ''
  for (const name of stagedColumns) text += `${text === '' ? '' : '\t'}${copyField(line[name] ?? null)}`
  return `${text}\n`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyField(text: string | null): string {
  if (text === null) return String.raw`\N`
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? '') : text
}

/** A list as PostgreSQL reads an array. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`
}

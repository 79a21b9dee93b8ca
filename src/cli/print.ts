import { once } from 'node:events'
import type { Session } from './session.ts'

type Cell = string | number | boolean | null

/** Writes and waits until the reader has caught up, so that a long list needs little memory. */
export async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

/** Tells the operator something that is no data. */
export function say(session: Session, line: string): void {
  session.io.stderr.write(`${line}\n`)
}

/** Prints one object: as a line of JSON, or as a name and a value on each line. */
export async function printObject(session: Session, value: object): Promise<void> {
  await write(session.io.stdout, session.json ? jsonLine(value) : pairLines(value))
}

/** Prints a list: as NDJSON of the whole objects, or as a table of some of their fields. */
export async function printList<Item extends object>(
  session: Session,
  items: readonly Item[],
  cells: (item: Item) => Readonly<Record<string, Cell>>,
): Promise<void> {
  const text = session.json ? items.map(jsonLine).join('') : tableOf(items.map(cells))
  if (text !== '') await write(session.io.stdout, text)
}

function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`
}

function pairLines(value: object): string {
  const entries = Object.entries(value)
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, content]) => `${name.padEnd(width)}  ${textOf(content)}\n`).join('')
}

/** Aligned columns under a heading; nothing at all for no rows. */
function tableOf(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const names = Object.keys(rows[0] ?? {})
  if (names.length === 0) return ''
  const lines = [names, ...rows.map((row) => names.map((name) => textOf(row[name] ?? null)))]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) => `${alignLine(line, widths)}\n`).join('')
}

function alignLine(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd()
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '-'
  if (typeof value === 'string') return value.replace(/\s+/g, ' ')
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

import { guardCell } from './formula-guard.ts'

/** Lines of CSV (RFC 4180) that no spreadsheet takes for formulas; null is an empty cell. */
export function csvText(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(cell: string | null): string {
  const text = guardCell(cell ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

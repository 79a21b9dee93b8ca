import { stringify } from 'csv-stringify/sync'
import { guardCell } from './formula-guard.ts'

/** Lines of CSV (RFC 4180) that no spreadsheet takes for formulas; null is an empty cell. */
export function csvText(rows: readonly (readonly (string | null)[])[]): string {
  const guarded = rows.map((row) => row.map((cell) => guardCell(cell ?? '')))
  return stringify(guarded, { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}

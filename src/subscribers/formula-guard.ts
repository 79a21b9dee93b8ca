/**
 * A cell that a spreadsheet would run as a formula gets a quote before it, and so does one that looks guarded already:
 * taking one quote off gives every text back as it was.
 */
export function guardCell(text: string): string {
  return /^'*[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text
}

/** The text of a cell that may be guarded. */
export function unguardCell(cell: string): string {
  return /^'+[=+\-@\t\r\n\0＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

const delimiters = [',', ';', '\t'] as const

export type Delimiter = (typeof delimiters)[number]

/** How the lines of a CSV file are cut: by the commonest of comma, semicolon and tab in its first line, outside quotes. */
export function findDelimiter(head: string): Delimiter {
  const bare = firstLine(head.replaceAll(/"[^"]*"/g, ''))
  const count = (delimiter: string): number => bare.split(delimiter).length
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
}

function firstLine(text: string): string {
  return /^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? ''
}

/** Topics in one cell, `;` between them; a backslash keeps a `;` that belongs to a name. */
export function writeTopics(topics: readonly string[]): string {
  return topics.map((topic) => topic.replaceAll(/[\\;]/g, String.raw`\$&`)).join(';')
}

/** The topics of a cell in their order, each once. */
export function readTopics(cell: string): string[] {
  const parts = cell.match(/(?:\\.|[^\\;]|\\$)+/gs) ?? []
  const topics = parts.map((part) => part.replaceAll(/\\(.)/gs, '$1').trim())
  return [...new Set(topics.filter((topic) => topic !== ''))]
}

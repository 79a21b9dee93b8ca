import process from 'node:process'

/** A figure that may not be lower. */
export function atLeast(set, measure, got, least) {
  return { set, measure, got, asked: `>= ${least}`, ok: got >= least }
}

/** A figure that may not be higher. */
export function atMost(set, measure, got, most) {
  return { set, measure, got, asked: `<= ${most}`, ok: got <= most }
}

function show(figure) {
  return String(Math.round(figure * (figure < 1 ? 10_000 : 100)) / (figure < 1 ? 10_000 : 100))
}

/** Prints rows of set, measure, figure and what is asked of it. */
export function printTable(rows) {
  const cells = rows.map(({ set, measure, got, asked, ok }) => [
    set,
    measure,
    show(got),
    asked,
    ok ? 'yes' : 'NO',
  ])
  const lines = [['set', 'measure', 'got', 'asked', 'ok'], ...cells]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  )
  process.stdout.write(`${text.join('\n')}\n`)
}

/** The middle of some figures, which one slow run does not move. */
export function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]
}

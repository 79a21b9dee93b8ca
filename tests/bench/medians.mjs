/**
 * How long an answer takes at the median for each kind of request, asked one by one in a new order each round: it must
 * not tell them apart. `noise` is how far two halves of the same kind lie apart in this run.
 */
export async function medians(url, kinds, rounds) {
  const times = Object.fromEntries(Object.keys(kinds).map((name) => [name, []]))
  for (let n = 0; n < rounds; n++)
    for (const [name, requestOf] of shuffled(Object.entries(kinds))) {
      const { path: where, ...init } = requestOf(n)
      const start = performance.now()
      await (await fetch(url + where, init)).arrayBuffer()
      times[name].push(performance.now() - start)
    }
  const all = Object.entries(times).map(([name, list]) => [name, Number(median(list).toFixed(3))])
  const halves = Object.values(times).map((list) =>
    [0, 1].map((odd) => median(list.filter((_, n) => n % 2 === odd))),
  )
  return {
    ...Object.fromEntries(all),
    ratio: ratioOf(all.map(([, figure]) => figure)),
    noise: Math.max(...halves.map(ratioOf)),
  }
}

function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1]
}

function ratioOf(figures) {
  return Number((Math.max(...figures) / Math.min(...figures)).toFixed(3))
}

function shuffled(list) {
  const keyed = list.map((item) => ({ item, key: Math.random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}

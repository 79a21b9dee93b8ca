/**
 * Runs `work` over all items, at most `limit` at a time, and keeps their order. After an error no item is begun; it is
 * thrown when the work in hand has ended.
 */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = Array.from<Result>({ length: items.length })
  const queue = shared(items)
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  const lanes = Array.from({ length: Math.min(limit, items.length) }, lane)
  try {
    await Promise.all(lanes)
  } finally {
    await Promise.allSettled(lanes)
  }
  return results
}

/** A generator, unlike the iterator of an array, ends for all of its readers when one leaves it by an error. */
function* shared<Item>(items: readonly Item[]): Generator<[number, Item]> {
  yield* items.entries()
}

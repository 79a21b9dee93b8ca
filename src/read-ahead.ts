/** Asks a source for its next item while the one before is worked on, so that both go on at the same time. */
export async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = source.next()
      // It is told when its turn comes.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    // A source that waits for more ends with what it waits for, which may be long.
    source.return(undefined).catch(() => undefined)
  }
}

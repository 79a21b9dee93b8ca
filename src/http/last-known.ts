/**
 * A value that a page can say without waiting for it: the one known last, asked for again at most so often. While it
 * cannot be had, the one before stays.
 */
export async function lastKnown<Value>(
  load: () => Promise<Value>,
  { first, forMs }: { readonly first: Value; readonly forMs: number },
): Promise<() => Value> {
  let value = first
  let askedAt = 0
  const ask = async (): Promise<void> => {
    askedAt = performance.now()
    value = await load().catch(() => value)
  }
  await ask()
  return () => {
    if (performance.now() - askedAt > forMs) void ask()
    return value
  }
}

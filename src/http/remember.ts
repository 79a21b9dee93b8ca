/** Keeps what was loaded for a while, so that a page that everyone opens asks for it once. A failure is not kept. */
export function remember<Value>(load: () => Promise<Value>, forMs: number): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: number } | undefined
  return async () => {
    if (kept && kept.until > performance.now()) return kept.value
    const value = load()
    kept = { value, until: performance.now() + forMs }
    value.catch(() => (kept = undefined))
    return value
  }
}

/** One time by which something has to happen, moved on as it happens. */
export interface Deadline {
  /** Moves it to so many milliseconds from now. */
  within(milliseconds: number): void
  clear(): void
}

/** Calls `onMiss` once when the time has come. Moving it away costs nothing: the timer looks again when it fires too early. */
export function openDeadline(onMiss: () => void): Deadline {
  let due = Number.POSITIVE_INFINITY
  let looksAt = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    looksAt = Number.POSITIVE_INFINITY
    const left = due - performance.now()
    if (left > 0) watch(left)
    else onMiss()
  }
  const watch = (milliseconds: number): void => {
    clearTimeout(timer)
    looksAt = performance.now() + milliseconds
    timer = setTimeout(look, milliseconds)
  }
  return {
    within(milliseconds) {
      due = performance.now() + milliseconds
      if (due < looksAt) watch(milliseconds)
    },
    clear: () => clearTimeout(timer),
  }
}

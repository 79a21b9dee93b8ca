/** What the global setup started, for the global teardown to close. */
export const started: (() => Promise<void>)[] = []

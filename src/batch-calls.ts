type Call<Input, Result> = {
  readonly input: Input
  readonly settle: PromiseWithResolvers<Result>
}

/**
 * Makes many calls one: those that come while a batch is under way go together in the next. `run` gives a result for
 * each input, in their order; when it throws, all callers of that batch get its error.
 */
export function batchCalls<Input, Result>(
  run: (inputs: readonly Input[]) => Promise<readonly Result[]>,
  largest: number,
): (input: Input) => Promise<Result> {
  const waiting: Call<Input, Result>[] = []
  let isRunning = false
  return async (input) => {
    const call = { input, settle: Promise.withResolvers<Result>() }
    waiting.push(call)
    if (!isRunning) void runAll()
    return call.settle.promise
  }

  async function runAll(): Promise<void> {
    isRunning = true
    // Calls of the same turn of the event loop belong together from the start.
    await new Promise<void>((resolve) => void setImmediate(resolve))
    while (waiting.length > 0) await runOne(waiting.splice(0, largest))
    isRunning = false
  }

  async function runOne(calls: readonly Call<Input, Result>[]): Promise<void> {
    try {
      const results = await run(calls.map(({ input }) => input))
      for (const [index, result] of results.entries()) calls[index]?.settle.resolve(result)
    } catch (error) {
      for (const { settle } of calls) settle.reject(error)
    }
  }
}

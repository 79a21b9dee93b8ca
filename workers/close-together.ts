import type { RunningWorker } from '../src/queue/worker.ts'

/** Several that run as one: closing waits for all of them. */
export function closeTogether(...running: readonly RunningWorker[]): RunningWorker {
  return {
    async close() {
      await Promise.all(running.map((worker) => worker.close()))
    },
  }
}

import { startSpare, type Spare, type WorkerHandle, type WorkerOrder } from './worker-handle.ts'

/** Processes that have loaded their code beforehand, so that one that was killed is replaced at once. */
export interface Spares {
  start(order: WorkerOrder): WorkerHandle
  close(): void
}

/** Keeps so many at hand; code that was compiled once is kept in a folder. */
export function openSpares(count: number, compileCache: string): Spares {
  const spares: Spare[] = []
  const fill = (): void => {
    while (spares.length < count) spares.push(startSpare({ compileCache }))
  }
  fill()
  return {
    start(order) {
      const worker = (spares.shift() ?? startSpare({ compileCache })).become(order)
      fill()
      return worker
    },
    close() {
      for (const spare of spares.splice(0)) spare.end()
    },
  }
}

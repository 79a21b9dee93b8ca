import type { Wanted } from './chunks.repository.ts'
import { deliverOne } from './deliver-chunk.ts'
import type { DeliverNeeds } from './deliver-needs.ts'

/** Works chunk after chunk until none waits or the process is told to stop, and returns how many attempts that made. */
export async function deliverWaiting(needs: DeliverNeeds, wanted: Wanted = {}): Promise<number> {
  let attempts = 0
  while (!needs.stopping.aborted) {
    const made = await deliverOne(needs, wanted)
    if (made === undefined) break
    attempts += made
  }
  return attempts
}

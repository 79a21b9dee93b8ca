import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Interrupted } from './exit-codes.ts'
import type { Session } from './session.ts'

/** Asks the operator and returns what was typed; the end of the input counts as an empty answer. */
export async function ask({ io }: Session, question: string): Promise<string> {
  // Not as a terminal of its own: Ctrl-C has to stay a signal to the whole program.
  const lines = createInterface({ input: io.stdin, output: io.stderr, terminal: false })
  try {
    const closed = once(lines, 'close').then(() => '')
    return (await Promise.race([lines.question(question, { signal: io.stopping }), closed])).trim()
  } catch (cause) {
    throw io.stopping.aborted ? new Interrupted('interrupted', { cause }) : cause
  } finally {
    lines.close()
  }
}

import type { Logger } from './log.ts'

/** Closes a part that was opened. */
export type Closer = () => Promise<void> | void

/** Closes everything in reverse order, once; a part that fails to close does not keep the others open. */
export function closeOnce(closers: Closer[], logger: Logger): () => Promise<void> {
  let closing: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    for (const closer of closers.toReversed()) {
      try {
        await closer()
      } catch (error) {
        logger.error({ err: error }, 'a part could not be closed')
      }
    }
  }
  return () => (closing ??= closeAll())
}

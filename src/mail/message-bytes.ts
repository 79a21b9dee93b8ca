/** A message (RFC 5322) as pieces that follow each other; pieces that many messages share are the same Buffer. */
export type MessageBytes = readonly Buffer[]

/** The message in one piece. */
export function joinMessage(message: MessageBytes): Buffer {
  return Buffer.concat(message)
}

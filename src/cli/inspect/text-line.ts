import { computeKeyPoints } from '../../articles/compute-key-points.ts'
import { decodeBody } from '../../articles/decode-body.ts'

/** What `recap inspect text` prints: the key points computed from the plain text of an article. */
export function textLine(body: Uint8Array): object {
  return { keyPoints: computeKeyPoints(decodeBody({ body }), null).map(({ text }) => ({ text })) }
}

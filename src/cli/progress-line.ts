import type { IssueBooks } from '../delivery/read-status.ts'

const barWidth = 24

/** One line on how far the sending of an issue is. */
export function progressLine(books: IssueBooks): string {
  const { slug, status, audience, accepted, ratePerSecond, etaSeconds } = books
  const parts = [`${slug} ${status}: ${doneOf(books)} of ${audience}`, `${accepted} accepted`]
  for (const state of ['rejected', 'deferred', 'unknown', 'expired', 'skipped'] as const) {
    if (books[state] > 0) parts.push(`${books[state]} ${state}`)
  }
  if (ratePerSecond > 0) parts.push(`${ratePerSecond}/s`)
  if (etaSeconds !== null && etaSeconds > 0) parts.push(`${etaSeconds} s left`)
  return parts.join(', ')
}

/** The same behind a bar, for a terminal. */
export function progressBar(books: IssueBooks): string {
  const share = books.audience === 0 ? 0 : Math.min(1, doneOf(books) / books.audience)
  const filled = Math.round(share * barWidth)
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${progressLine(books)}`
}

/** Recipients who were attempted and answered for; before the freeze nobody is. */
function doneOf({ accepted, rejected, deferred, unknown, expired, skipped }: IssueBooks): number {
  return accepted + rejected + deferred + unknown + expired + skipped
}

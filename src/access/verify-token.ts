import type { AccessNeeds } from './create-token.ts'
import { isScope, type Scope } from './scope.ts'
import { hashToken } from './token-text.ts'
import { findLiveToken, touchToken } from './tokens.repository.ts'

/** The holder of a token as far as the API knows: its number and what it may do. */
export interface Access {
  readonly tokenId: number
  readonly scopes: ReadonlySet<Scope>
}

const usedAgainAfterMs = 60_000

/**
 * Whom a bearer token speaks for; undefined when it is malformed, unknown or revoked. It is found by its SHA-256, so
 * how long that takes tells nothing of any token. Its last use is kept to the minute.
 */
export async function verifyToken({ db, now }: AccessNeeds, token: string): Promise<Access | undefined> {
  const hash = hashToken(token)
  const row = hash && (await findLiveToken(db, hash))
  if (!row) return undefined
  const at = now()
  if (row.last_used_at === null || at.getTime() - row.last_used_at.getTime() >= usedAgainAfterMs) {
    await touchToken(db, row.id, at)
  }
  return { tokenId: row.id, scopes: new Set(row.scopes.filter(isScope)) }
}

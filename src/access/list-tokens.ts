import type { Connection } from '../db/database.ts'
import { selectTokens, type TokenRow } from './tokens.repository.ts'

/** A token as its operator sees it: never its text, nor the hash of it. */
export interface TokenLine {
  readonly id: number
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** Every token that was ever made, the oldest first. */
export async function listTokens(db: Connection): Promise<TokenLine[]> {
  return (await selectTokens(db)).map(tokenLine)
}

export function tokenLine(row: TokenRow): TokenLine {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

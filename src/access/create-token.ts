import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../time.ts'
import type { Scope } from './scope.ts'
import { hashToken, newTokenText } from './token-text.ts'
import { insertToken } from './tokens.repository.ts'

/** The ledger, and a clock to date what happens to tokens. */
export interface AccessNeeds {
  readonly db: Database
  readonly now: Clock
}

const longestName = 100

/** Makes a bearer token; its text is in this answer only, the database keeps its SHA-256. */
export async function createToken(
  { db, now }: AccessNeeds,
  { name, scopes }: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ id: number; token: string }> {
  if (scopes.length === 0) throw new AppError('bad_input', 'A token needs a scope, such as articles:write.')
  if (name.trim() === '' || name.length > longestName) {
    throw new AppError('bad_input', `The name of a token has 1 to ${longestName} characters.`)
  }
  const token = newTokenText()
  const hash = hashToken(token)
  if (!hash) throw new AppError('internal', 'A fresh token is not of its own form; report this.')
  const { id } = await insertToken(db, {
    name: name.trim(),
    token_hash: hash,
    scopes: [...new Set(scopes)],
    created_at: now(),
  })
  return { id, token }
}

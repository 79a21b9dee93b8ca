import { AppError } from '../errors.ts'
import type { AccessNeeds } from './create-token.ts'
import { tokenLine, type TokenLine } from './list-tokens.ts'
import { setRevoked } from './tokens.repository.ts'

/** Shuts a token out from the next request on; again changes nothing. `not_found` when there is no such token. */
export async function revokeToken({ db, now }: AccessNeeds, id: number): Promise<TokenLine> {
  const row = await setRevoked(db, id, now())
  if (row) return tokenLine(row)
  throw new AppError('not_found', `There is no token ${id}. \`recap token list\` shows them.`)
}

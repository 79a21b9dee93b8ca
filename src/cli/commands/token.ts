import { InvalidArgumentError, type Command } from 'commander'
import { createToken } from '../../access/create-token.ts'
import { listTokens } from '../../access/list-tokens.ts'
import { revokeToken } from '../../access/revoke-token.ts'
import { isScope, scopes, type Scope } from '../../access/scope.ts'
import type { App } from '../../app.ts'
import { closestName } from '../../closest-name.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { parseId } from '../parse-id.ts'
import { printList, printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

interface NewToken {
  readonly name: string
  readonly scope: readonly Scope[]
}

export function addToken(program: Command, session: Session): void {
  const token = addGroup(program, 'token', 'The bearer tokens of the API')
  addCommand(token, {
    usage: 'create',
    does: 'Make a token; it is shown this once.',
    example: 'recap token create --scope articles:write --name "Our CMS"',
  })
    .requiredOption('--scope <scope...>', `what it may do: ${scopes.join(', ')}`, collectScopes)
    .option('--name <name>', 'whom it is for', 'API token')
    .action(act(session, (options: NewToken) => withApp(session, (app) => create(session, app, options))))
  addCommand(token, {
    usage: 'list',
    does: 'List the tokens with their scopes and their last use.',
    example: 'recap token list --json',
  }).action(act(session, () => withApp(session, (app) => list(session, app))))
  addCommand(token, {
    usage: 'revoke',
    does: 'Shut a token out, at once and for good.',
    example: 'recap token revoke 2',
  })
    .argument('<id>', 'number of the token', parseId)
    .action(act(session, (id: number) => withApp(session, (app) => revoke(session, app, id))))
}

function collectScopes(text: string, before: readonly Scope[] = []): Scope[] {
  if (isScope(text)) return [...before, text]
  const guess = closestName(text, scopes)
  const hint = guess === undefined ? `it can be ${scopes.join(', ')}` : `did you mean ${guess}?`
  throw new InvalidArgumentError(`There is no such scope; ${hint}`)
}

async function create(session: Session, app: App, { name, scope }: NewToken): Promise<void> {
  const made = await createToken(app, { name, scopes: scope })
  say(session, 'Keep this token now: only its hash is stored, so it cannot be shown again.')
  say(session, 'Send it with each request as `Authorization: Bearer TOKEN`.')
  await printObject(session, made)
}

async function list(session: Session, app: App): Promise<void> {
  const tokens = await listTokens(app.db)
  if (tokens.length === 0)
    say(session, 'There are no tokens yet. Make one: recap token create --scope articles:write')
  await printList(session, tokens, ({ id, name, scopes, lastUsedAt, revokedAt }) => ({
    id,
    name,
    scopes: scopes.join(' '),
    used: lastUsedAt?.toISOString() ?? null,
    revoked: revokedAt?.toISOString() ?? null,
  }))
}

async function revoke(session: Session, app: App, id: number): Promise<void> {
  const { revokedAt } = await revokeToken(app, id)
  say(session, 'The token opens nothing any more.')
  await printObject(session, { id, revoked: true, revokedAt })
}

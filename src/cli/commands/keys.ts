import type { Command } from 'commander'
import { replaceSecret, withNewKey } from '../../add-key.ts'
import { loadConfig } from '../../config.ts'
import { withFileLock } from '../../db/file-lock.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { printList, printObject, say } from '../print.ts'
import type { Session } from '../session.ts'

export function addKeys(program: Command, session: Session): void {
  const keys = addGroup(program, 'keys', 'The keys that sign the links in letters')
  addCommand(keys, {
    usage: 'rotate',
    does: 'Add a key that signs from the next start on; the keys before go on verifying.',
    example: 'recap keys rotate',
  }).action(act(session, () => rotate(session)))
  addCommand(keys, {
    usage: 'list',
    does: 'List the keys by their ids, the newest first; their secrets are not shown.',
    example: 'recap keys list --json',
  }).action(act(session, () => list(session)))
}

async function rotate(session: Session): Promise<void> {
  const { keysFile, keys } = loadConfig(session.env)
  if (keysFile === undefined) {
    const ring = withNewKey(keys)
    say(session, 'The keys come from the settings. Put this in the place of the old value of SECRET_KEYS.')
    sayNext(session)
    return printObject(session, { id: idOf(ring), keys: keys.length + 1, written: false, SECRET_KEYS: ring })
  }
  await withFileLock(`${keysFile}.lock`, async () => {
    // Another rotation may have come first.
    const { keys } = loadConfig(session.env)
    const ring = withNewKey(keys)
    replaceSecret(keysFile, `${ring}\n`)
    sayNext(session)
    await printObject(session, { id: idOf(ring), keys: keys.length + 1, written: true, file: keysFile })
  })
}

function idOf(ring: string): string {
  return ring.slice(0, ring.indexOf(':'))
}

function sayNext(session: Session): void {
  say(session, 'Restart every process of Recap, the web server first: each reads its keys when it starts.')
  say(session, 'Keep the old keys for ever: links that were mailed and suppressed addresses rest on them.')
}

async function list(session: Session): Promise<void> {
  const { keys } = loadConfig(session.env)
  const lines = keys.map(({ id }, index) => ({
    id,
    signs: index === 0,
    verifies: true,
    namesSuppressed: index === keys.length - 1,
  }))
  await printList(session, lines, (line) => line)
}

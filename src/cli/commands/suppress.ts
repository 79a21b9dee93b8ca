import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Option, type Command } from 'commander'
import type { App } from '../../app.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { AppError, errorCode, errorText } from '../../errors.ts'
import { suppressAddress, unsuppressAddress } from '../../subscribers/suppress-address.ts'
import { givenReasons, suppressionView } from '../../subscribers/suppression-view.ts'
import { readSuppressions } from '../../subscribers/suppressions.repository.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { printList, printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

interface AddOptions {
  readonly reason: (typeof givenReasons)[number]
  readonly note: string
  readonly file?: string
}

export function addSuppress(program: Command, session: Session): void {
  const suppress = addGroup(program, 'suppress', 'The addresses that must get no mail, kept as fingerprints')
  addCommand(suppress, {
    usage: 'add',
    does: 'Never mail an address again, whoever signs it up; it may be repeated.',
    example: 'recap suppress add ann@example.com --reason complaint --note "letter of 3 May"',
  })
    .argument('[address]', 'mail address')
    .addOption(new Option('--reason <reason>', 'why').choices(givenReasons).default('operator'))
    .option('--note <text>', 'who asked for it, or what it rests on', 'operator')
    .option('--file <file>', 'a file with one address on each line')
    .action(
      act(session, (address: string | undefined, options: AddOptions) =>
        withApp(session, (app) => add(session, app, { ...options, address })),
      ),
    )
  addCommand(suppress, {
    usage: 'list',
    does: 'List the suppressed addresses; of each only the beginning of its fingerprint is shown.',
    example: 'recap suppress list --json',
  }).action(act(session, () => withApp(session, (app) => list(session, app))))
  addCommand(suppress, {
    usage: 'remove',
    does: 'Let an address get mail again; whoever has unsubscribed stays unsubscribed.',
    example: 'recap suppress remove ann@example.com',
  })
    .argument('<address>', 'mail address')
    .action(act(session, (address: string) => withApp(session, (app) => remove(session, app, address))))
}

async function add(
  session: Session,
  app: App,
  { address, file, ...why }: AddOptions & { readonly address: string | undefined },
): Promise<number> {
  if ((address === undefined) === (file === undefined))
    throw new AppError('bad_input', 'Name either an address or a --file of addresses.')
  const needs = { db: app.db, keys: app.config.keys, now: app.now }
  const newsletterId = (await getNewsletter(app.db)).id
  const suppress = (email: string) =>
    suppressAddress(needs, { newsletterId, email, reason: why.reason, source: why.note })
  if (file !== undefined) return addAll(session, path.resolve(session.io.cwd, file), suppress)
  const { email, changed } = await suppress(address ?? '')
  if (!changed) say(session, `${email} is suppressed already and stays so.`)
  await printObject(session, { email, suppressed: true, changed })
  return exitCodes.done
}

async function addAll(
  session: Session,
  file: string,
  suppress: (email: string) => Promise<{ changed: boolean }>,
): Promise<number> {
  const counts = { added: 0, unchanged: 0, refused: 0 }
  let number = 0
  for await (const line of linesOf(file)) {
    number++
    if (line.trim() === '') continue
    try {
      counts[(await suppress(line)).changed ? 'added' : 'unchanged']++
    } catch (error) {
      if (errorCode(error) !== 'bad_input') throw error
      counts.refused++
      say(session, `line ${number}: ${errorText(error)}`)
    }
  }
  await printObject(session, counts)
  return counts.refused > 0 ? exitCodes.partlyDone : exitCodes.done
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  } catch (cause) {
    throw new AppError('bad_input', `${file} cannot be read. Check that it is there and is a file.`, {
      cause,
    })
  }
}

async function list(session: Session, app: App): Promise<void> {
  let count = 0
  await app.db.transaction().execute(async (trx) => {
    for await (const page of readSuppressions(trx)) {
      count += page.length
      await printList(session, page.map(suppressionView), ({ at, ...line }) => ({
        ...line,
        at: at.toISOString(),
      }))
    }
  })
  if (count === 0) say(session, 'No address is suppressed.')
}

async function remove(session: Session, app: App, address: string): Promise<void> {
  const needs = { db: app.db, keys: app.config.keys, now: app.now }
  const newsletterId = (await getNewsletter(app.db)).id
  const { email, changed } = await unsuppressAddress(needs, {
    newsletterId,
    email: address,
    source: 'operator',
  })
  if (!changed) say(session, `${email} was not suppressed.`)
  await printObject(session, { email, suppressed: false, changed })
}

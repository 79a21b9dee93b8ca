import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { addSubscriber as addSubscriberTo } from '../../subscribers/add-subscriber.ts'
import { listSubscribers } from '../../subscribers/list-subscribers.ts'
import { showSubscriber, type SubscriberView } from '../../subscribers/show-subscriber.ts'
import { unsubscribeAddress } from '../../subscribers/unsubscribe-address.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { printList, printObject, say, write } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'
import { addSubscriberErase } from './subscriber-erase.ts'
import { addSubscriberExport } from './subscriber-export.ts'
import { addSubscriberImport } from './subscriber-import.ts'

const pageSize = 500

interface Person {
  readonly email: string
  readonly consent: string
  readonly name: string | undefined
}

export function addSubscriber(program: Command, session: Session): void {
  const subscriber = addGroup(program, 'subscriber', 'The people who get the newsletter')
  addSubscriberAdd(subscriber, session)
  addSubscriberImport(subscriber, session)
  addSubscriberExport(subscriber, session)
  addCommand(subscriber, {
    usage: 'list',
    does: 'List everyone who subscribes or did, in the order they came.',
    example: 'recap subscriber list --json > subscribers.ndjson',
  }).action(act(session, () => withApp(session, (app) => list(session, app))))
  addCommand(subscriber, {
    usage: 'show',
    does: 'Show one subscriber: state, consent, changes and the issues that went out.',
    example: 'recap subscriber show ann@example.com',
  })
    .argument('<address>', 'mail address of the person')
    .action(act(session, (address: string) => withApp(session, (app) => show(session, app, address))))
  addCommand(subscriber, {
    usage: 'unsubscribe',
    does: 'End the subscription of an address; it may be repeated.',
    example: 'recap subscriber unsubscribe ann@example.com',
  })
    .argument('<address>', 'mail address of the person')
    .action(act(session, (address: string) => withApp(session, (app) => unsubscribe(session, app, address))))
  addSubscriberErase(subscriber, session)
}

function addSubscriberAdd(subscriber: Command, session: Session): void {
  addCommand(subscriber, {
    usage: 'add',
    does: 'Add a person who has agreed to get the newsletter; one who is known or has left stays as they are.',
    example: 'recap subscriber add ann@example.com --consent "signed up at the fair, 14 May 2026"',
  })
    .argument('<address>', 'mail address of the person')
    .requiredOption('--consent <text>', 'when and how this person agreed (required)')
    .option('--name <name>', 'name of the person')
    .action(
      act(session, (email: string, { consent, name }: { consent: string; name?: string }) =>
        withApp(session, (app) => add(session, app, { email, consent, name })),
      ),
    )
}

async function add(session: Session, app: App, person: Person): Promise<void> {
  const newsletterId = (await getNewsletter(app.db)).id
  const needs = { db: app.db, keys: app.config.keys, now: app.now }
  const { id, created, ...added } = await addSubscriberTo(needs, {
    ...person,
    newsletterId,
    source: 'command line',
  })
  const { email, status } = await showSubscriber(app.db, newsletterId, added.email)
  if (!created) say(session, `${email} is known already and stays ${status}.`)
  await printObject(session, { id, email, created, status })
}

async function list(session: Session, app: App): Promise<void> {
  const newsletterId = (await getNewsletter(app.db)).id
  let after = 0
  for (;;) {
    const page = await listSubscribers(app.db, newsletterId, { after, limit: pageSize })
    const last = page.at(-1)
    if (!last) break
    await printList(session, page.map(subscriberLine), ({ id, email, status, name }) => ({
      id,
      email,
      status,
      name,
    }))
    after = last.id
  }
  if (after === 0)
    say(session, 'There are no subscribers yet. Add one: recap subscriber add ADDRESS --consent TEXT')
}

function subscriberLine(person: SubscriberView) {
  const { id, email, name, status, suppressed, consentAt, unsubscribedAt } = person
  return { id, email, name, status, suppressed, consentAt, unsubscribedAt }
}

async function show(session: Session, app: App, address: string): Promise<void> {
  const person = await showSubscriber(app.db, (await getNewsletter(app.db)).id, address)
  if (session.json) return printObject(session, person)
  const { timeline, ...rest } = person
  await printObject(session, rest)
  await write(session.io.stdout, '\n')
  await printList(session, timeline, ({ at, event, detail }) => ({ at: at.toISOString(), event, detail }))
}

async function unsubscribe(session: Session, app: App, address: string): Promise<void> {
  const newsletterId = (await getNewsletter(app.db)).id
  const wish = { newsletterId, email: address, source: 'command line' }
  const { email, status, unsubscribedAt } = await unsubscribeAddress(app, wish)
  await printObject(session, { email, status, unsubscribedAt })
}

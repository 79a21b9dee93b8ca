import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { AppError } from '../../errors.ts'
import { eraseSubscriber } from '../../subscribers/erase-subscriber.ts'
import { getSubscriber } from '../../subscribers/get-subscriber.ts'
import { act, addCommand } from '../command.ts'
import { ask } from '../confirm.ts'
import { printObject } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

interface EraseOptions {
  readonly yes?: boolean
  readonly suppress?: boolean
}

export function addSubscriberErase(subscriber: Command, session: Session): void {
  addCommand(subscriber, {
    usage: 'erase',
    does: 'Delete a person for good: address, consent and history; the counts of past issues stay.',
    example: 'recap subscriber erase ann@example.com --yes --suppress',
  })
    .argument('<address>', 'mail address of the person')
    .option('--suppress', 'keep a fingerprint of the address, so that it is never mailed again')
    .option('--yes', 'do not ask')
    .action(
      act(session, (address: string, options: EraseOptions) =>
        withApp(session, (app) => erase(session, app, { ...options, address })),
      ),
    )
}

async function erase(
  session: Session,
  app: App,
  { address, suppress = false, yes = false }: EraseOptions & { readonly address: string },
): Promise<void> {
  const newsletterId = (await getNewsletter(app.db)).id
  const { email } = await getSubscriber(app.db, newsletterId, address)
  if (!yes) await confirm(session, email)
  const wish = { newsletterId, email, suppress, actor: 'command line' }
  await printObject(session, await eraseSubscriber(app, wish))
}

async function confirm(session: Session, email: string): Promise<void> {
  if (!session.mayAsk)
    throw new AppError(
      'refused',
      `${email} would be erased for good. Add --yes to do it without being asked.`,
    )
  const answer = await ask(session, `Erase ${email} for good? Type yes: `)
  if (answer.toLowerCase() !== 'yes') throw new AppError('refused', 'Nothing was erased.')
}

import type { Command } from 'commander'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { settingNames, showSettings } from '../../digest/newsletter-settings.ts'
import { setNewsletter } from '../../digest/set-newsletter.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { printObject } from '../print.ts'
import type { Session } from '../session.ts'
import { readPairs } from '../setting-pairs.ts'
import { withApp } from '../with-app.ts'

export function addNewsletter(program: Command, session: Session): void {
  const newsletter = addGroup(
    program,
    'newsletter',
    'Who the newsletter comes from, when it goes out, and how',
  )
  addCommand(newsletter, {
    usage: 'show',
    does: 'Show all settings of the newsletter.',
    example: 'recap newsletter show',
  }).action(
    act(session, async () => {
      await printObject(session, showSettings(await withApp(session, (app) => getNewsletter(app.db))))
    }),
  )
  addCommand(newsletter, {
    usage: 'set',
    does: 'Change settings of the newsletter, all of them or, when one is wrong, none.',
    example: 'recap newsletter set name "Harbour Weekly" schedule "Mon 07:00" time-zone Europe/Berlin',
  })
    .argument(
      '<setting...>',
      `KEY VALUE or KEY=VALUE, as often as you like; the keys are ${settingNames.join(', ')}`,
    )
    .action(
      act(session, async (words: string[]) => {
        const pairs = readPairs(words)
        await printObject(session, showSettings(await withApp(session, (app) => setNewsletter(app, pairs))))
      }),
    )
}

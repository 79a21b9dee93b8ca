import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { sendTest } from '../../delivery/send-test.ts'
import { buildIssue } from '../../digest/build-issue.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { listIssues, listItems } from '../../digest/issues.repository.ts'
import { planManualIssue, type ManualIssue } from '../../digest/plan-manual-issue.ts'
import { showIssue } from '../../digest/show-issue.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { parseId } from '../parse-id.ts'
import { printList, printObject, say, write } from '../print.ts'
import type { Session } from '../session.ts'
import { parseWeek } from '../week-option.ts'
import { withApp } from '../with-app.ts'
import { addIssueCheck } from './issue-check.ts'
import { addIssueControl } from './issue-control.ts'
import { addIssuePreview } from './issue-preview.ts'
import { addIssueSend } from './issue-send.ts'
import { addIssueSet } from './issue-set.ts'
import { addIssueStatus } from './issue-status.ts'

export function addIssue(program: Command, session: Session): void {
  const issue = addGroup(program, 'issue', 'The weekly issues: build, look at, test and send them')
  addIssueBuild(issue, session)
  addIssueLooks(issue, session)
  addIssuePreview(issue, session)
  addIssueCheck(issue, session)
  addIssueSet(issue, session)
  addCommand(issue, {
    usage: 'test',
    does: 'Mail an issue as it stands to one address, with [Test] before the subject.',
    example: 'recap issue test 3 --to me@example.com',
  })
    .argument('<id>', 'number of the issue', parseId)
    .requiredOption('--to <address>', 'who gets the test mail (required)')
    .action(
      act(session, async (id: number, options: { to: string }) => {
        const sent = await withApp(session, (app) =>
          sendTest(app.delivering, { issueId: id, to: options.to, by: operatorName() }),
        )
        await printObject(session, { id, ...sent })
      }),
    )
  addIssueSend(issue, session)
  addIssueControl(issue, session)
  addIssueStatus(issue, session)
}

function addIssueBuild(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'build',
    does: 'Build the draft of a week from its articles, or build it anew; an issue that is sent stays as it is.',
    example: 'recap issue build\nrecap issue build --week 2026-W47 --manual special',
  })
    .option('--week <week>', 'the week to tell of, such as 2026-W47; the past week when left out', parseWeek)
    .option('--manual <key>', 'make it an issue beside the one of the week, under this key')
    .action(
      act(session, (options: { week?: string; manual?: string }) =>
        withApp(session, (app) => build(session, app, { week: options.week, key: options.manual })),
      ),
    )
}

function addIssueLooks(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'list',
    does: 'List all issues, the newest week first.',
    example: 'recap issue list --json',
  }).action(act(session, () => withApp(session, (app) => list(session, app))))
  addCommand(issue, {
    usage: 'show',
    does: 'Show one issue, its articles, why each article of its week is in or out, and what operators did to it.',
    example: 'recap issue show 3',
  })
    .argument('<id>', 'number of the issue', parseId)
    .action(act(session, (id: number) => withApp(session, (app) => show(session, app, id))))
}

async function build(session: Session, app: App, manual: ManualIssue): Promise<void> {
  const plan = planManualIssue(await getNewsletter(app.db), manual, app.now())
  const { id, slug, status, reason } = await buildIssue(app.db, { ...plan, by: operatorName() })
  const items = (await listItems(app.db, id)).length
  if (status !== 'draft') say(session, `Issue ${id} is ${status}, so it stays as it is.`)
  else if (items === 0) say(session, `No articles of this week: recap source fetch, then build again.`)
  else say(session, `Next: recap issue preview ${id} --out preview, then recap issue send ${id}`)
  await printObject(session, { id, slug, status, items, reason })
}

async function list(session: Session, app: App): Promise<void> {
  const issues = await listIssues(app.db, (await getNewsletter(app.db)).id)
  if (issues.length === 0) say(session, 'There are no issues yet. Build one: recap issue build')
  await printList(session, issues, ({ id, slug, status, items, audience, subject, reason }) => ({
    id,
    slug,
    status,
    items,
    audience,
    subject,
    reason,
  }))
}

async function show(session: Session, app: App, id: number): Promise<void> {
  const { line, articles, reasons, acts } = await showIssue(app.db, id)
  if (session.json) return printObject(session, { ...line, articles, reasons, acts })
  await printObject(session, line)
  await write(session.io.stdout, '\n')
  await printList(session, articles, (article) => article)
  await write(session.io.stdout, '\n')
  await printList(session, reasons, ({ url: _url, articleId, verdict, ...reason }) => {
    return { articleId, verdict, ...reason }
  })
  if (acts.length === 0) return
  await write(session.io.stdout, '\n')
  await printList(session, acts, ({ at, actor, action, detail }) => {
    return { at: at.toISOString(), actor, action, detail: JSON.stringify(detail) }
  })
}

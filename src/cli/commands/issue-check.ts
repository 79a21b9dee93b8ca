import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { probeLink } from '../../articles/probe-link.ts'
import { weighPicture } from '../../articles/weigh-picture.ts'
import { checkDeadLinks } from '../../checks/check-dead-links.ts'
import { checkPictures } from '../../checks/check-pictures.ts'
import { checkSpam } from '../../checks/check-spam.ts'
import type { Finding } from '../../checks/finding.ts'
import type { FinishedLetter } from '../../checks/finished-letter.ts'
import { writeSample } from '../../delivery/write-sample.ts'
import { checkIssue } from '../../digest/check-issue.ts'
import { joinMessage } from '../../mail/message-bytes.ts'
import { act, addCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { parseId } from '../parse-id.ts'
import { say, write } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

interface CheckOptions {
  readonly links?: boolean
}

export function addIssueCheck(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'check',
    does: 'Check the letter of an issue: can everyone read it, in every mail program; exit code 5 when a check fails.',
    example: 'recap issue check 3\nrecap issue check 3 --links --json',
  })
    .argument('<id>', 'number of the issue', parseId)
    .option('--links', 'ask for every page that the letter links to, and for its pictures')
    .action(
      act(session, async (id: number, options: CheckOptions) => {
        const findings = await withApp(session, (app) => examine(app, id, options))
        for (const finding of findings)
          await write(session.io.stdout, session.json ? `${JSON.stringify(finding)}\n` : lineOf(finding))
        return conclude(session, findings)
      }),
    )
}

async function examine(app: App, id: number, { links }: CheckOptions): Promise<Finding[]> {
  const { letter, findings } = await checkIssue(app.delivering, id)
  const asked = links === true ? await askTheWeb(app, letter) : []
  const sample = await writeSample(app.delivering, id, { email: 'reader@example.com', isTest: false })
  return [...findings, ...asked, await checkSpam(joinMessage(sample.message))]
}

async function askTheWeb({ fetcher }: App, letter: FinishedLetter): Promise<Finding[]> {
  return [
    ...(await checkDeadLinks(letter, (url) => probeLink(fetcher, url))),
    ...(await checkPictures(letter, (url) => weighPicture(fetcher, url))),
  ]
}

const marks: Readonly<Record<Finding['level'], string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' }

function lineOf({ check, level, detail, where, mend }: Finding): string {
  const more = [where, mend].filter((line) => line !== null).map((line) => `\n${' '.repeat(34)}${line}`)
  return `${marks[level]}  ${check.padEnd(26)}  ${detail}${more.join('')}\n`
}

function conclude(session: Session, findings: readonly Finding[]): number {
  const count = (level: Finding['level']): number =>
    findings.filter((finding) => finding.level === level).length
  say(session, `${count('fail')} failed, ${count('warn')} to look at, ${count('ok')} well.`)
  return count('fail') > 0 ? exitCodes.refused : exitCodes.done
}
